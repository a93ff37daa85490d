// The place in the line stays fresh; only the part that changes is replaced, and heard when it does.
const EVERY = 10000; // milliseconds

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main [role=status]"), shown = document.querySelector("main [role=status]");
    if (fresh && fresh.innerHTML !== shown.innerHTML) shown.innerHTML = fresh.innerHTML;
  } catch {
    // Without a link the last place stays, and the display in the hall goes on.
  }
}
setInterval(refresh, EVERY);
document.addEventListener("visibilitychange", refresh);
