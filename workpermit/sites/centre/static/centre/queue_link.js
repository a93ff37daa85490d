// A counter without its link: it goes on with the numbers that it holds and sends later what it did, each act once.
// What it keeps are numbers of tickets and times, in this browser, until the server has them.
import { forget, opened, read, write } from "./queue_kept.js";
import { sayRefused, send } from "./queue_sync.js";

const EVERY = 4000; // milliseconds

// From the state in which a visitor is to the one after the act; what is not here cannot be done without the link.
const AFTER = {
  call: { none: "called" }, recall: { called: "called" }, serve: { called: "serving" },
  finish: { serving: "none" }, hold: { called: "none", serving: "none" }, "give-up": { called: "none" },
};

export class Counter {
  constructor(box, load, session = box.dataset.session) {
    Object.assign(this, { box, load, session, lost: false, busy: false });
    this.kept = this.begin(read(session));
    this.keep();
    box.addEventListener("click", (event) => {
      const act = event.target.closest("[data-do]")?.dataset.do;
      if (act) this.act(act);
    });
    this.onOffline = () => this.lose();
    addEventListener("offline", this.onOffline);
    this.onStorage = () => { this.again(); if (this.lost) this.draw(); }; // another tab of this counter
    addEventListener("storage", this.onStorage);
    if (this.kept.acts.length) this.lose();
    this.start();
    this.timer = setInterval(() => this.sync(), EVERY);
  }

  // What this page shows is newer than what was kept, unless something was done since that the server does not know.
  begin(kept) {
    const { ticket, label, status, calls, counter } = this.box.dataset;
    const here = { id: ticket ?? "", label: label ?? "", status: status ?? "none", calls: Number(calls ?? 0) };
    const block = (kept?.block ?? []).filter((one) => one.id !== here.id); // called a moment ago, over the link
    return kept?.acts.length ? kept : { block, acts: [], here, counter };
  }

  start() {
    opened(this.session);
    this.sync();
  }

  stop() {
    clearInterval(this.timer);
    removeEventListener("offline", this.onOffline);
    removeEventListener("storage", this.onStorage);
    this.stopped = true;
  }

  find(name) { return this.box.querySelector(`[data-${name}]`); }

  keep() { write(this.session, this.kept); }

  again() { this.kept = read(this.session) ?? this.kept; }

  lose() {
    if (this.lost) return;
    this.lost = true;
    document.querySelector(".queue").classList.add("without-link");
    this.find("lost").hidden = false;
    this.draw();
  }

  act(name) {
    this.again();
    const { here, block, acts } = this.kept;
    if (!(here.status in AFTER[name])) return;
    if (name === "call") {
      const next = block.shift();
      if (!next) return;
      Object.assign(here, { id: next.id, label: next.label, calls: 0 });
    }
    if (name === "call" || name === "recall") here.calls += 1;
    acts.push({ id: crypto.randomUUID(), ticket: here.id, label: here.label, act: name, at: Date.now() });
    here.status = AFTER[name][here.status];
    if (here.status === "none") Object.assign(here, { id: "", label: "", calls: 0 });
    this.keep();
    this.draw();
  }

  draw() {
    const { here, block, acts } = this.kept, words = this.find("words").dataset;
    this.find("number").textContent = here.label || "– – –";
    this.find("panel").className = `ticket ${here.status}`;
    this.find("state").textContent = words[here.status];
    this.find("block").textContent = block.map((one) => one.label).join(", ") || words.empty;
    this.find("unsent").textContent = acts.length;
    for (const button of this.box.querySelectorAll("[data-do]")) {
      const name = button.dataset.do;
      button.hidden = button.closest(".main-act") !== null && !(here.status in AFTER[name]);
      button.disabled = !(here.status in AFTER[name]) || (name === "call" && !block.length)
        || (name === "give-up" && here.calls < Number(this.box.dataset.needed));
    }
  }

  async sync() {
    if (this.busy || this.stopped) return;
    this.busy = true;
    const { acts, block } = this.kept, sent = acts.slice(0, 100);
    try {
      const have = block.map((one) => one.id);
      const said = await send(this.box.dataset.sync, this.token(), this.session, { acts: sent, have });
      this.find("signed-out").hidden = said !== null;
      if (said) await this.take(said, sent);
    } catch {
      if (!this.stopped) this.lose();
    } finally {
      this.busy = false;
    }
  }

  token() { return this.box.querySelector("[name=csrfmiddlewaretoken]").value; }

  async take(said, sent) {
    if (this.stopped) return;
    this.again();
    const ids = new Set(sent.map((act) => act.id));
    const refused = sent.filter((act) => said.outcomes[act.id] !== "done").map((act) => act.label);
    this.kept.acts = this.kept.acts.filter((act) => !ids.has(act.id));
    if (!said.session) { // this counter was closed elsewhere, or the day is over: nothing more is sent from here
      refused.push(...this.kept.acts.map((act) => act.label));
      forget(this.session);
      await this.load();
      sayRefused(refused);
      return;
    }
    // A number that was called here while the message was on its way is not held any more, whatever the answer says.
    const called = new Set(this.kept.acts.map((act) => act.ticket));
    this.kept.block = said.block.filter((one) => !called.has(one.id));
    this.keep();
    this.find("clock-wrong").hidden = !said.off_by;
    this.find("off-by").textContent = said.off_by;
    if (this.lost && !this.kept.acts.length) {
      this.lost = false;
      await this.load();
      sayRefused(refused);
    } else if (this.lost) this.draw();
  }
}

// The same on the page that is shown when there is no link to load any other: it only waits until there is one.
export class CutOff extends Counter {
  begin(kept) { return kept; }

  start() {
    document.querySelector("[data-counter-name]").textContent = this.kept.counter;
    this.lose();
  }

  async sync() { await comeBack(); }
}

// Load the real page as soon as the server gives it, or says who has to sign in; it sends what was recorded.
export async function comeBack() {
  const how = { redirect: "manual", signal: AbortSignal.timeout(EVERY) };
  const answer = await fetch(location.pathname, how).catch(() => null);
  if (answer?.ok || answer?.type === "opaqueredirect") location.reload();
}
