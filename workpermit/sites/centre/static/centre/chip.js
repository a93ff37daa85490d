// What the counter's reader read from a passport's chip.
import { follow, sendChosen } from "./capture.js";

const box = document.querySelector("[data-chip]");
sendChosen(box, follow(box));
