// The clerk's queue: acts without loading the page anew, a fresh line beside the counter, and work without the link.
import { sendLeft } from "./queue_left.js";
import { Counter } from "./queue_link.js";

const REFRESH = 8000; // milliseconds
let counter = null;

// One page's worth of `main` takes the place of another; focus goes where the page wants it.
function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = page.querySelector("main");
  if (!main) return location.reload();
  document.querySelector("main").replaceWith(main);
  // The script that signs for the counter's device looks at the page once, so it is asked to look again.
  for (const script of page.querySelectorAll("head script[src*='/counter.']")) {
    const again = document.createElement("script");
    Object.assign(again, { type: "module", src: `${script.getAttribute("src")}?${Date.now()}` });
    document.head.append(again);
  }
  begin();
}

async function load() {
  const answer = await fetch("/queue/", { headers: { Accept: "text/html" } });
  if (answer.ok) show(await answer.text());
}

// Posted here instead of by the browser: without a link its own error page would take the place of this one.
async function post(form, submitter) {
  submitter?.classList.add("busy");
  const fields = new URLSearchParams(new FormData(form, submitter));
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields, signal: AbortSignal.timeout(15000) });
    if (answer.url.startsWith(location.origin)) show(await answer.text());
    else location.assign(answer.url);
  } catch {
    submitter?.classList.remove("busy");
    delete form.dataset.sent;
    counter?.lose();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!counter || event.defaultPrevented || form.dataset.act || !form.closest("main")) return;
  event.preventDefault();
  post(form, event.submitter);
});

// The line stays fresh; what is under the clerk's hand never moves by itself.
async function refresh() {
  const line = document.querySelector("[data-live]");
  if (!line || document.hidden || line.contains(document.activeElement)) return;
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (fresh) line.replaceWith(fresh);
  } catch {
    line.classList.add("stale");
  }
}
setInterval(refresh, REFRESH);

let undoing = 0;
function begin() {
  const box = document.querySelector("[data-link]");
  counter?.stop();
  counter = box && new Counter(box, load);
  const left = document.querySelector("[data-left]");
  sendLeft(left, load).catch(() => {}); // without a link it waits for the next page
  if (box) navigator.serviceWorker?.register(left.dataset.worker);
  document.querySelector("main [autofocus], main [data-focus]")?.focus();
  // A wrong call can be taken back for a few seconds; the server judges, the button only says so.
  clearTimeout(undoing);
  const undo = document.querySelector("[data-undo]");
  if (undo) undoing = setTimeout(() => { undo.querySelector("button").disabled = true; }, Number(undo.dataset.undo) * 1000);
}
begin();
