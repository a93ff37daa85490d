// What a counter keeps in its browser: numbers of tickets and times, for each session of a counter, until the server has
// what was done. Another tab of this browser reads and writes the same.
const OPEN = "queue", PREFIX = "queue:"; // which session was open here last; what one session keeps

// The day in Bangkok by this computer's clock: it is compared with itself alone.
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

export const read = (session) => JSON.parse(localStorage.getItem(PREFIX + session) ?? "null");

export function write(session, kept) {
  localStorage.setItem(PREFIX + session, JSON.stringify({ ...kept, day: today() }));
}

export function forget(session) { localStorage.removeItem(PREFIX + session); }

export function opened(session) { localStorage.setItem(OPEN, JSON.stringify(session)); }

export function closed() { localStorage.removeItem(OPEN); }

// The counter that was open here when the link was lost; null when none was, today.
export function lastOpened() {
  const session = JSON.parse(localStorage.getItem(OPEN) ?? "null");
  return session && read(session)?.day === today() ? session : null;
}

// Sessions whose acts nobody has taken yet, as [session, kept]; those of an earlier day apart.
export function unsent() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const all = names.map((name) => [name.slice(PREFIX.length), JSON.parse(localStorage.getItem(name))]);
  for (const [session, kept] of all) if (!kept.acts.length && kept.day !== today()) forget(session);
  const acting = all.filter(([, kept]) => kept.acts.length);
  return { today: acting.filter(([, kept]) => kept.day === today()), before: acting.filter(([, kept]) => kept.day !== today()) };
}
