// A counter without its link: it goes on with the numbers that it holds and sends later what it did, each act once.
// What it keeps are numbers of tickets and times, in this browser, until the server has them.
const EVERY = 4000, PATIENCE = 6000; // milliseconds

// From the state in which a visitor is to the one after the act; what is not here cannot be done without the link.
const AFTER = {
  call: { none: "called" }, recall: { called: "called" }, serve: { called: "serving" },
  finish: { serving: "none" }, hold: { called: "none", serving: "none" }, "give-up": { called: "none" },
};

export class Counter {
  constructor(box, load) {
    Object.assign(this, { box, load, lost: false, busy: false, key: `queue:${box.dataset.session}` });
    const { ticket, label, status, calls } = box.dataset;
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    const here = { id: ticket ?? "", label: label ?? "", status: status ?? "none", calls: Number(calls ?? 0) };
    this.kept = kept?.acts.length ? kept : { block: kept?.block ?? [], acts: [], here };
    this.kept.block = this.kept.block.filter((one) => one.id !== this.kept.here.id); // called a moment ago, over the link
    this.keep();
    box.addEventListener("click", (event) => {
      const act = event.target.closest("[data-do]")?.dataset.do;
      if (act) this.act(act);
    });
    this.onOffline = () => this.lose();
    addEventListener("offline", this.onOffline);
    if (this.kept.acts.length) this.lose();
    this.sync();
    this.timer = setInterval(() => this.sync(), EVERY);
  }

  stop() {
    clearInterval(this.timer);
    removeEventListener("offline", this.onOffline);
    this.stopped = true;
  }

  find(name) { return this.box.querySelector(`[data-${name}]`); }

  keep() { localStorage.setItem(this.key, JSON.stringify(this.kept)); }

  lose() {
    if (this.lost) return;
    this.lost = true;
    document.querySelector(".queue").classList.add("without-link");
    this.find("lost").hidden = false;
    this.draw();
  }

  act(name) {
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
    const sent = this.kept.acts.slice(0, 100);
    const have = this.kept.block.map((one) => one.id);
    try {
      const answer = await fetch(this.box.dataset.sync, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token() },
        body: JSON.stringify({ session: this.box.dataset.session, clock: Date.now(), have, acts: sent.map(({ label, ...act }) => act) }),
        signal: AbortSignal.timeout(PATIENCE),
      });
      this.find("signed-out").hidden = answer.status !== 401;
      if (answer.status === 401) return;
      if (!answer.ok) throw new Error(answer.status);
      await this.take(await answer.json(), sent);
    } catch {
      if (!this.stopped) this.lose();
    } finally {
      this.busy = false;
    }
  }

  token() { return this.box.querySelector("[name=csrfmiddlewaretoken]").value; }

  async take(said, sent) {
    if (this.stopped) return;
    const refused = sent.filter((act) => said.outcomes[act.id] !== "done").map((act) => act.label);
    this.kept.acts = this.kept.acts.filter((act) => !sent.includes(act));
    if (!said.session) { // this counter was closed elsewhere, or the day is over: nothing more is sent from here
      refused.push(...this.kept.acts.map((act) => act.label));
      localStorage.removeItem(this.key);
      await this.load();
      if (refused.length) sayRefused(refused);
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
      if (refused.length) sayRefused(refused);
    } else if (this.lost) this.draw();
  }
}

function sayRefused(labels) {
  const note = document.querySelector("[data-refused]");
  if (!note) return;
  note.hidden = false;
  note.querySelector("[data-refused-list]").textContent = [...new Set(labels)].join(", ");
}
