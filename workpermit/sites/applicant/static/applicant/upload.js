// Says at once that a file is too large, and shows how far the sending is. The form works without it.
const form = document.querySelector("form[data-upload]");
const input = form?.querySelector("input[type=file]");
const state = form?.querySelector("[data-upload-state]");

function complain(text) {
  document.getElementById("file-wrong")?.remove();
  input.closest(".field").classList.toggle("wrong", Boolean(text));
  input.setAttribute("aria-invalid", text ? "true" : "false");
  input.setAttribute("aria-describedby", text ? "file-hint file-wrong" : "file-hint");
  if (!text) return;
  const wrong = document.createElement("p");
  wrong.id = "file-wrong";
  wrong.className = "wrong-text";
  wrong.textContent = text;
  input.before(wrong);
}

const tooLarge = () => input.files[0] && input.files[0].size > Number(input.dataset.limit);

function send() {
  const request = new XMLHttpRequest(); // fetch cannot report the progress of sending
  request.open("POST", form.action);
  request.responseType = "document";
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", state.dataset.text);
  state.replaceChildren(`${state.dataset.text} `, bar);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) { bar.max = event.total; bar.value = event.loaded; }
  });
  request.addEventListener("load", () => {
    if (request.status < 400 && request.responseURL) { location.assign(request.responseURL); return; }
    document.documentElement.replaceWith(document.adoptNode(request.response.documentElement));
    document.querySelector("[data-focus]")?.focus();
  });
  request.addEventListener("error", () => form.submit());
  request.send(new FormData(form));
}

if (form) {
  input.addEventListener("change", () => complain(tooLarge() ? form.dataset.tooLarge : ""));
  form.addEventListener("submit", (event) => {
    if (!tooLarge() && !input.files.length) return; // the server says what is missing
    event.preventDefault();
    if (tooLarge()) { delete form.dataset.sent; complain(form.dataset.tooLarge); input.focus(); return; }
    if (!form.dataset.sending) { form.dataset.sending = "yes"; send(); }
  });
}
