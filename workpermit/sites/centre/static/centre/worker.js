// Answers for the server while there is no link: with pages that have no visitor in them, and the files of those pages.
// `kept`, written by the address that loads this file, says which: `pages` by the address that each stands in for, the first
// one for every other address below `answers`. Nothing else is ever kept.
const PATIENCE = { GET: 5000, POST: 15000 }; // milliseconds
const { cache: CACHE, answers, pages, files } = kept;
let language = ""; // of the page that was shown last

async function keepPages() {
  for (const page of new Set(Object.values(pages))) {
    const answer = await fetch(page, { redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    if (!await caches.has(CACHE)) return; // signed out meanwhile
    await (await caches.open(CACHE)).put(page, answer);
  }
}

async function keepAll() {
  await (await caches.open(CACHE)).addAll(files);
  await keepPages();
  await skipWaiting();
}

async function forgetOthers() {
  const cache = await caches.open(CACHE), ours = new Set([...Object.values(pages), ...files]);
  for (const request of await cache.keys()) if (!ours.has(new URL(request.url).pathname)) await cache.delete(request);
  await clients.claim();
}

async function pageFor(event, path) {
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE[event.request.method]));
  try {
    const answer = await Promise.race([fetch(event.request), late]);
    if (answer.status >= 500) throw new Error(answer.status);
    language = answer.headers.get("Content-Language") ?? language;
    if (path === answers) event.waitUntil(keepPages().catch(() => {})); // what is kept already is good enough
    return answer;
  } catch {
    const [first] = Object.values(pages), same = pages[`${answers}in/${language}/`];
    return (await caches.match(pages[path] ?? same ?? first)) ?? Response.error();
  }
}

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request, path = new URL(url).pathname;
  if (mode === "navigate" && (kept.whole ? path.startsWith(answers) : path === answers && method === "GET")) {
    event.respondWith(pageFor(event, path));
  } else if (method === "GET" && files.includes(path)) {
    event.respondWith(caches.match(event.request).then((found) => found ?? fetch(event.request)));
  }
});
