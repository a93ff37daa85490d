// The time that is left, counted by this device's own steady clock; at the end nothing of the visit stays on screen.
const box = document.querySelector("[data-left]");
const ends = performance.now() + Number(box.dataset.left) * 1000;
const clock = box.querySelector("[data-clock]");
const announce = box.querySelector("[data-announce]");
const SPOKEN = [10, 5, 1]; // minutes

function tick() {
  const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
  const minutes = Math.floor(left / 60);
  clock.textContent = `${minutes}:${String(left % 60).padStart(2, "0")}`;
  box.classList.toggle("short", left <= 120);
  if (left % 60 === 0 && SPOKEN.includes(minutes)) announce.textContent = `${minutes} ${announce.dataset.says}`;
  if (left > 0) return;
  clearInterval(timer);
  const main = document.querySelector("main"), over = main.querySelector("[data-over]");
  main.replaceChildren(over.content); // nothing of the visitor stays, with a link or without
  fetch("/health/").then(() => location.replace(location.pathname), () => {}); // the server says the same
}

const timer = setInterval(tick, 1000);
tick();
// A page from the browser's memory would show what may no longer be seen.
addEventListener("pageshow", (event) => { if (event.persisted) location.replace(location.pathname); });
