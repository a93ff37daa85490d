// Whoever signs out leaves no page of the queue behind in this browser. What was recorded and not sent stays.
import { closed } from "./queue_kept.js";

closed();
for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
  if (new URL(worker.scope).pathname === "/queue/") await worker.unregister();
}
await caches.delete("queue");
