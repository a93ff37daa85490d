// Shortcuts of the desk: Alt and the physical key, so that they work on a Thai keyboard too. They can be turned off.
const STORE = "wp_desk_keys";
const MODIFIERS = ["ctrlKey", "metaKey", "shiftKey"];
const control = document.querySelector("[data-keys]");

const on = () => localStorage.getItem(STORE) !== "off";

function show() {
  document.documentElement.classList.toggle("no-keys", !on());
  if (!control) return;
  control.querySelector("[data-keys-on]").hidden = !on();
  control.querySelector("[data-keys-off]").hidden = on();
  control.querySelector("[data-keys-switch]").setAttribute("aria-pressed", String(on()));
  control.hidden = false;
}

control?.querySelector("[data-keys-switch]").addEventListener("click", () => {
  localStorage.setItem(STORE, on() ? "off" : "on");
  show();
});

document.addEventListener("keydown", (event) => {
  if (!on() || !event.altKey || event.repeat || MODIFIERS.some((name) => event[name])) return;
  if (event.getModifierState("AltGraph")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.code)}"]`);
  if (!target || target.disabled) return;
  event.preventDefault();
  if ("keyFocus" in target.dataset) target.focus();
  else target.click();
});

show();
