// The kiosk while it has no link: it gives the numbers that it holds, and goes back to the real page when nobody stands here.
import { give } from "./kiosk_kept.js";

const EVERY = 4000, SHOWN = 40_000; // milliseconds
const find = (name) => document.querySelector(`[data-${name}]`);
const first = find("again").href;
let shown = false;

for (const button of document.querySelectorAll("[data-wish]")) {
  button.addEventListener("click", () => {
    const number = give(button.dataset.wish, find("first").checked);
    find("choose").hidden = true;
    shown = true;
    if (number) {
      find("number").textContent = `${document.body.dataset.series} ${String(number).padStart(3, "0")}`;
      find("for").textContent = button.querySelector("b").textContent;
    }
    find("given").hidden = !number;
    find("none").hidden = Boolean(number);
    (number ? find("given") : find("none")).focus();
    setTimeout(() => location.replace(first), SHOWN);
  });
}

setInterval(async () => {
  if (shown) return;
  const answer = await fetch("/kiosk/", { redirect: "manual", signal: AbortSignal.timeout(EVERY) }).catch(() => null);
  if (!shown && (answer?.ok || answer?.type === "opaqueredirect")) location.replace("/kiosk/");
}, EVERY);
