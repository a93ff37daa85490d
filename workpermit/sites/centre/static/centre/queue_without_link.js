// The page that this browser keeps of the queue: what was held and done when the link was lost, until it is back.
import { lastOpened } from "./queue_kept.js";
import { comeBack, CutOff } from "./queue_link.js";

const session = lastOpened();
if (session) new CutOff(document.querySelector("[data-link]"), null, session);
else {
  document.querySelector(".queue").hidden = true;
  document.querySelector("[data-nothing-held]").hidden = false;
  setInterval(comeBack, 4000);
}
