// Saves what is typed from time to time. Without it, the buttons of the form save.
const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-autosave-state]");
const PAUSE = 12000; // milliseconds after a change: each save keeps a sealed record for good
let timer = 0;
let running = null;

async function save() {
  const body = new FormData(form);
  body.set("act", "autosave");
  const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok || !answer.headers.get("content-type")?.includes("json")) throw new Error("not saved");
  const said = await answer.json();
  form.elements.version.value = said.version;
  state.textContent = `${form.dataset.savedText} ${said.at}`;
}

function start() {
  timer = 0;
  running = save()
    .catch(() => { state.textContent = form.dataset.failedText; })
    .finally(() => { running = null; });
}

if (form && state) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(start, PAUSE);
  });
  // The button waits for a save under way, so that the two do not meet as strangers.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault();
    const button = event.submitter;
    running.finally(() => {
      delete form.dataset.sent;
      form.requestSubmit(button);
    });
  });
}
