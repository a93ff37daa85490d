// What this browser recorded for counters that are not open any more: sent when their own clerk is here again.
import { closed, forget, unsent } from "./queue_kept.js";
import { sayRefused, send } from "./queue_sync.js";

const MOST = 100; // acts in one message

// `box` names the clerk's own counters of today that were closed. Another clerk's acts stay until that clerk comes.
export async function sendLeft(box, load) {
  const own = box.dataset.left.split(" "), refused = [], found = unsent();
  if (!box.dataset.open) closed();
  for (const [session, kept] of found.before) {
    refused.push(...kept.acts.map((act) => act.label)); // of an earlier day: that queue is over
    forget(session);
  }
  const left = found.today.filter(([session]) => own.includes(session));
  const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [session, kept] of left) {
    for (let from = 0; from < kept.acts.length; from += MOST) {
      const acts = kept.acts.slice(from, from + MOST), said = await send(box.dataset.sync, token, session, { acts, have: [] });
      if (!said) return;
      refused.push(...acts.filter((act) => said.outcomes[act.id] !== "done").map((act) => act.label));
    }
    forget(session);
  }
  if (left.length) await load();
  sayRefused(refused);
}
