// One message of a counter to the server, and how the clerk is told what became of it.
const PATIENCE = 6000; // milliseconds

// What the server says, or null where nobody is signed in. Throws where there is no link.
export async function send(address, token, session, { acts, have }) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ session, clock: Date.now(), have, acts: acts.map(({ label, ...act }) => act) }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

export function sayRefused(labels) {
  const note = document.querySelector("[data-refused]");
  if (!note || !labels.length) return;
  note.hidden = false;
  note.querySelector("[data-refused-list]").textContent = [...new Set(labels)].join(", ");
}
