// Loads the page again when what it shows has changed; without it, a link on the page does the same.
const watched = document.querySelector("[data-watch]");
const LONGEST = 30000; // milliseconds
let pause = 2000;

async function look() {
  let state = watched.dataset.state;
  try {
    const answer = await fetch(watched.dataset.watch, { headers: { Accept: "application/json" } });
    if (answer.ok) state = (await answer.json()).state;
  } catch {
    pause = LONGEST; // offline: look again, but seldom
  }
  const chosen = [...document.querySelectorAll("input[type=file]")].some((input) => input.files.length);
  if (state !== watched.dataset.state && !chosen) { location.reload(); return; }
  pause = Math.min(pause * 1.3, LONGEST);
  setTimeout(look, pause);
}

if (watched) setTimeout(look, pause);
