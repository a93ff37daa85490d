// Each act at a counter is signed by its device when its form is sent; see device.js.
import { ask, find, offer, signAct } from "./device.js";

const box = document.querySelector("[data-counter]");
const forms = [...document.querySelectorAll("form[data-act]")];
const away = box.querySelector("[data-away]");
let finding = find(box.dataset.centre); // asked at once, awaited where it is needed: no form goes before

function release(form) {
  delete form.dataset.sent; // page.js keeps a form from being sent twice
  form.querySelector(".busy")?.classList.remove("busy");
}

async function sign(form, device) {
  const { csrfmiddlewaretoken, number, code } = Object.fromEntries(new FormData(form));
  const { act, about, content } = form.dataset;
  const answer = await ask(box.dataset.challenge, csrfmiddlewaretoken, { act, number, code });
  // Refused, or nothing to sign: the form goes as it is, and the page that answers it says why.
  if (!answer.ok || !answer.said.challenge) return;
  const fields = await signAct(device, { act, about, content, ...answer.said });
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
}

async function send(form) {
  away.hidden = true;
  try {
    const device = await finding;
    if (device) await sign(form, device);
  } catch {
    release(form);
    away.hidden = false;
    away.focus();
    return;
  }
  form.submit();
}

for (const form of forms) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return; // it is on its way already
    event.preventDefault();
    send(form);
  });
}

async function goOn() {
  if (await finding) forms.find((form) => "byItself" in form.dataset)?.requestSubmit();
}

offer(box, finding, () => {
  finding = find(box.dataset.centre);
  box.querySelector("[data-no-device]").hidden = true;
  goOn();
});
goOn();
