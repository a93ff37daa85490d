// The line beside the counter stays fresh; what is under the clerk's hand never moves by itself.
const EVERY = 8000; // milliseconds

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
setInterval(refresh, EVERY);

// A wrong call can be taken back for a few seconds; the server judges, the button only says so.
const undo = document.querySelector("[data-undo]");
if (undo) {
  const button = undo.querySelector("button");
  setTimeout(() => { button.disabled = true; }, Number(undo.dataset.undo) * 1000);
}
