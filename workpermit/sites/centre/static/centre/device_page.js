// This counter's device: makes its key, shows what the officers need, and says whether it is enrolled.
import { ask, find, fingerprint, forget, make, offer, request } from "./device.js";

const page = document.querySelector("[data-device]");
const box = document.querySelector("[data-counter]");
const at = (selector) => page.querySelector(selector);
const { centre } = page.dataset;

function step(name) {
  for (const one of page.querySelectorAll("[data-step]")) one.hidden = one.dataset.step !== name;
}

function say(state, until) {
  for (const one of page.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
  at("[data-request]").hidden = state === "enrolled";
  if (!until) return;
  const day = new Date(until * 1000);
  const language = document.documentElement.lang === "en" ? "en-GB" : "th"; // as the other pages write a day
  at("[data-until]").textContent = day.toLocaleDateString(language, { dateStyle: "long", timeZone: "Asia/Bangkok" });
}

async function show() {
  const device = await find(centre);
  step(device ? "made" : "none");
  if (!device) return;
  const text = request(device);
  at("[data-counter-name]").textContent = device.counter;
  at("[data-fingerprint]").textContent = await fingerprint(device);
  at("[data-key]").textContent = device.key;
  at("#request").value = text;
  at("[data-download]").href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  try {
    const token = at("[name=csrfmiddlewaretoken]").value;
    const answer = await ask(page.dataset.ask, token, { key: device.key });
    say(answer.ok ? answer.said.state : "away", answer.said.until);
  } catch {
    say("away");
  }
}

at("[data-make]").addEventListener("click", async () => {
  const name = at("#counter");
  const counter = name.value.trim();
  at("#counter-wrong").hidden = Boolean(counter);
  at("[data-failed]").hidden = true;
  if (!counter) return name.focus();
  try {
    await make(centre, counter);
  } catch {
    at("[data-failed]").hidden = false;
    return;
  }
  box.querySelector("[data-no-device]").hidden = true;
  await show();
});
at("[data-forget]").addEventListener("click", async () => {
  await forget(centre);
  location.reload();
});

offer(box, find(centre), () => location.reload());
show();
