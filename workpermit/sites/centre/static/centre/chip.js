// What the counter's readers took: a passport's chip, and where the page asks for it a finger or an iris.
import { follow, sendChosen } from "./capture.js";

for (const box of document.querySelectorAll("[data-chip], [data-biometric]")) sendChosen(box, follow(box));
