// What a counter takes of a visitor: signed by its device together with its digest, sent, and let go.
import { b64 } from "../sites/passkey.js";
import { ask, find, signAct } from "./device.js";

const AGAIN = 700, PATIENCE = 60; // milliseconds between two questions, and how many
const LONGEST = 30_000; // milliseconds for sending
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** The part of a page that shows what came of one kind of capture. */
export function follow(box) {
  const said = box.querySelector("[data-said]");

  async function show(response) {
    if (response.status === 410) return location.replace(location.pathname); // the server says that the time is over
    if (!response.ok && response.status !== 400) throw new Error("not taken");
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    said.replaceChildren(...page.body.childNodes);
  }

  async function wait() {
    for (let asked = 0; asked < PATIENCE && said.querySelector("[data-waiting]"); asked += 1) {
      await pause(AGAIN);
      await show(await fetch(box.dataset.result));
    }
  }

  wait().catch(() => {}); // something that was taken before this look
  return { show, wait };
}

/**
 * Sign a file by the device of this counter and send it; says on the page what comes of it. When the link breaks, the file
 * stays in this page's memory, and nowhere else, to be signed and sent again under the same `record`: it is kept once.
 */
export async function send(box, result, file, record = crypto.randomUUID()) {
  const form = box.querySelector("form"), again = box.querySelector("[data-again]");
  const unsent = box.querySelector("[data-unsent]"), broken = box.querySelector("[data-broken]");
  unsent.hidden = broken.hidden = true;
  again.onclick = null; // an older picture is let go
  try {
    await signAndPost(box, form, file, record, result);
  } catch (error) {
    const isLink = error instanceof TypeError || error.name === "TimeoutError";
    unsent.hidden = isLink;
    broken.hidden = !isLink;
    if (isLink) again.onclick = () => send(box, result, file, record);
  } finally {
    form.reset();
  }
}

async function signAndPost(box, form, file, record, { show, wait }) {
  const { act, about, centre, challenge } = box.dataset, input = form.querySelector("input[type=file]");
  const device = await find(centre);
  if (!device) throw new Error("no device");
  const token = form.elements.csrfmiddlewaretoken.value;
  const content = b64(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const answer = await ask(challenge, token, { act });
  const fields = await signAct(device, { act, about, content, ...answer.said });
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, record, ...fields })) body.set(name, value);
  body.set(input.name, file, input.name);
  await show(await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(LONGEST) }));
  await wait();
}

/** A file that is chosen is sent at once; the form alone, without a signature, never is. */
export function sendChosen(box, result) {
  const form = box.querySelector("form"), input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => input.files.length && send(box, result, input.files[0]));
  form.addEventListener("submit", (event) => event.preventDefault());
}
