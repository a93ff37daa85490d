// The visitor's picture.
import { follow, send, sendChosen } from "./capture.js";

const box = document.querySelector("[data-camera]");
const part = (name) => box.querySelector(`[data-${name}]`);
const video = part("video"), result = follow(box);
let stream;

function turnOff() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = undefined;
  video.srcObject = null;
  video.hidden = part("take").hidden = true;
  part("open").hidden = false;
}

async function turnOn() {
  part("refused").hidden = part("unsent").hidden = part("broken").hidden = true;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 }, facingMode: "user" } });
    video.srcObject = stream;
    await video.play();
  } catch {
    turnOff();
    part("refused").hidden = false;
    part("choose").open = true;
    return;
  }
  video.hidden = part("take").hidden = false;
  part("open").hidden = true;
  part("take").focus();
}

async function frame() {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
}

part("open").addEventListener("click", turnOn);
part("take").addEventListener("click", async () => {
  const picture = await frame();
  turnOff();
  await send(box, result, picture);
});
sendChosen(box, result);
addEventListener("pagehide", turnOff);
