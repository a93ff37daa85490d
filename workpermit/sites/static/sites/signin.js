// Sign-in and new passkey: the challenge stands in the form.
import { connect } from "./passkey.js";

for (const form of document.querySelectorAll("form[data-passkey]")) connect(form);
