// The next visitor finds the first screen, also when the last one has walked away; and the kiosk is ready to lose its link.
import { exchange } from "./kiosk_kept.js";

const EVERY = 10_000; // milliseconds
const back = document.querySelector("[data-back]");
if (back) {
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(back.dataset.to), Number(back.dataset.back) * 1000);
  };
  for (const sign of ["input", "pointerdown"]) addEventListener(sign, wait);
  wait();
}

const { sync, worker } = document.body.dataset;
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
const tell = () => exchange(sync, token).catch(() => {}); // without a link, or the day is over: later
if (token) {
  tell();
  setInterval(tell, EVERY);
  navigator.serviceWorker?.register(worker);
}
