// What a kiosk keeps in its browser for one day: its name, the numbers that it may give by itself, and those that it gave.
const NAME = "kiosk";
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10); // in Bangkok, by this computer's clock

export function read() {
  const kept = JSON.parse(localStorage.getItem(NAME) ?? "null");
  return kept?.day === today() ? kept : { day: today(), kiosk: crypto.randomUUID(), block: [], given: [] };
}

const write = (kept) => localStorage.setItem(NAME, JSON.stringify(kept));

// The next number, for somebody who stands here now; null when none is left.
export function give(wish, first) {
  const kept = read(), number = kept.block.shift();
  if (!number) return null;
  kept.given.push({ number, wish, first, at: Date.now() });
  write(kept);
  return number;
}

// Tell the server what was given and hear which numbers this kiosk holds. Throws where there is no link.
export async function exchange(address, token) {
  const sent = read();
  write(sent);
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ kiosk: sent.kiosk, clock: Date.now(), given: sent.given.slice(0, 100) }),
    redirect: "error",
    signal: AbortSignal.timeout(6000),
  });
  if (!answer.ok) throw new Error(answer.status);
  const said = await answer.json(), kept = read();
  if (kept.kiosk !== sent.kiosk) return; // midnight
  kept.given = kept.given.filter((one) => !(one.number in said.outcomes));
  const gone = new Set(kept.given.map((one) => one.number)); // given while the message was on its way
  write({ ...kept, block: said.block.filter((number) => !gone.has(number)) });
}
