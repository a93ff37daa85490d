// Answers for the server while a counter has no link: with one page that has no visitor in it, and the files of that page.
// `kept`, which names them, is written by the address that loads this file; no other page is ever kept.
const CACHE = "queue", PATIENCE = 5000; // milliseconds
const { queue, page, files } = kept;

async function keepPage() {
  const answer = await fetch(page, { redirect: "error" });
  if (!answer.ok) throw new Error(answer.status);
  await (await caches.open(CACHE)).put(page, answer);
}

async function keepAll() {
  await (await caches.open(CACHE)).addAll(files);
  await keepPage();
  await skipWaiting();
}

async function forgetOthers() {
  const cache = await caches.open(CACHE), ours = new Set([page, ...files]);
  for (const request of await cache.keys()) if (!ours.has(new URL(request.url).pathname)) await cache.delete(request);
  await clients.claim();
}

async function pageOfQueue(event) {
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
  try {
    const answer = await Promise.race([fetch(event.request), late]);
    if (answer.status >= 500) throw new Error(answer.status);
    event.waitUntil(keepPage().catch(() => {})); // in the language of today; what is kept already is good enough
    return answer;
  } catch {
    return (await caches.match(page)) ?? Response.error();
  }
}

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request, path = new URL(url).pathname;
  if (method !== "GET") return;
  if (mode === "navigate" && path === queue) event.respondWith(pageOfQueue(event));
  else if (files.includes(path)) event.respondWith(caches.match(event.request).then((found) => found ?? fetch(event.request)));
});
