// The display stays fresh for days by itself, rings when somebody is called, and says so when it has lost the link.
const EVERY = 3000, LOST_AFTER = 15000; // milliseconds
let heard = performance.now(), sound = null;

// Two falling tones, made here: no file is fetched, and nothing speaks that could say a number wrong.
function ring() {
  if (!sound) return;
  [[880, 0], [659.3, 0.28]].forEach(([pitch, after]) => {
    const tone = sound.createOscillator(), level = sound.createGain(), from = sound.currentTime + after;
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0.0001, from);
    level.gain.exponentialRampToValueAtTime(0.5, from + 0.02);
    level.gain.exponentialRampToValueAtTime(0.0001, from + 0.9);
    tone.connect(level).connect(sound.destination);
    tone.start(from);
    tone.stop(from + 1);
  });
}

// Browsers let a page sound only after somebody has pressed something, unless the screen is set up as a kiosk.
const button = document.querySelector("[data-sound]");
function hearing() {
  const made = new AudioContext();
  const on = () => { if (made.state === "running") { sound = made; button.hidden = true; } };
  button.hidden = made.state === "running";
  on();
  button.addEventListener("click", async () => { await made.resume(); on(); ring(); });
}
hearing();

async function refresh() {
  try {
    const answer = await fetch(location.pathname, { signal: AbortSignal.timeout(8000), cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-hall]");
    const shown = document.querySelector("[data-hall]");
    if (fresh.innerHTML !== shown.innerHTML) {
      const isCall = fresh.dataset.latest > shown.dataset.latest;
      shown.replaceWith(fresh);
      if (isCall) { fresh.querySelector(".newest")?.classList.add("fresh"); ring(); }
    }
    heard = performance.now();
  } catch {
    // Said below, once it lasts.
  }
  const lost = performance.now() - heard > LOST_AFTER;
  document.querySelector("[data-offline]").hidden = !lost;
  document.body.classList.toggle("stale", lost);
}
setInterval(refresh, EVERY);

const clock = document.querySelector("[data-clock]");
setInterval(() => {
  clock.textContent = new Date().toLocaleTimeString("th-TH-u-nu-latn", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Bangkok" });
}, 1000);
