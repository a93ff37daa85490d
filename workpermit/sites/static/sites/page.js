// Small comforts for every page; each page works without them.

// The reader of a screen is led to what is wrong.
document.querySelector("[data-focus]")?.focus();

// A second press while the first is on its way sends nothing.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    event.submitter?.classList.add("busy");
  });
}
// Coming back by the Back button, the form can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector(".busy")?.classList.remove("busy");
  }
});

// A question that depends on another one is shown when it applies. Hidden answers stay typed; the server decides.
const dependent = [...document.querySelectorAll("[data-asked-if]")];
const answers = (name) => {
  const ticked = [...document.querySelectorAll("[data-value]")].filter((box) => box.name.startsWith(`${name}_`) && box.checked);
  const inputs = [...document.getElementsByName(name)].filter((input) => input.type !== "radio" || input.checked);
  return [...inputs.map((input) => input.value), ...ticked.map((box) => box.dataset.value)];
};
const arrange = () => {
  for (const question of dependent) {
    const given = answers(question.dataset.askedIf);
    question.hidden = !question.dataset.askedValue.split(" ").some((value) => given.includes(value));
  }
};
if (dependent.length) {
  document.addEventListener("change", arrange);
  arrange();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A menu closes at a press elsewhere, and at Escape, which leads back to its button.
for (const menu of document.querySelectorAll("[data-menu]")) {
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
}
