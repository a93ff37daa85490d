// A staff member's new key: made here from the officers' code and handed back as a file. Nothing goes to the server.
//
// The challenge is bound to account, purpose and the officers' nonce (docs/vault.md, "Statements"), so that the
// request is good for this enrolment alone.
import { b64, connect, unb64 } from "./passkey.js";

const DOMAIN = "e-WorkPermitOS/enrolment/v1";
const utf8 = (text) => new TextEncoder().encode(text);
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function readCode(text) {
  const { account, nonce, purpose } = JSON.parse(new TextDecoder().decode(unb64(text.trim())));
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(account) || !/^[\w-]{22}$/.test(nonce)) throw new Error("code");
  return { account, nonce, purpose }; // names in the order of RFC 8785
}

async function fingerprint(made) {
  const parts = [unb64(made.attestation_object), await sha256(unb64(made.client_data))];
  const all = new Uint8Array(parts[0].length + parts[1].length);
  all.set(parts[0]);
  all.set(parts[1], parts[0].length);
  return hex(await sha256(all)).slice(0, 32).match(/.{4}/g).join(" ");
}

const page = document.querySelector("[data-enrol]");
const at = (selector) => page.querySelector(selector);
const step = (name) => {
  for (const one of page.querySelectorAll("[data-step]")) one.hidden = one.dataset.step !== name;
};

function refuse(text) {
  const wrong = at("#code-wrong");
  wrong.textContent = text;
  wrong.hidden = false;
  at("#code").setAttribute("aria-invalid", "true");
  at("#code").focus();
}

async function finish({ request, phrase }) {
  const text = JSON.stringify(request, null, 1);
  at("[data-fingerprint]").textContent = phrase;
  at("#request").value = text;
  at("[data-download]").href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  step("made");
  at("[data-made]").focus();
}

function begin(text) {
  let enrolment;
  try {
    enrolment = readCode(text);
  } catch {
    return refuse(page.dataset.saysCode);
  }
  if (enrolment.purpose !== page.dataset.purpose) return refuse(page.dataset.saysElsewhere);
  at("[data-account]").textContent = enrolment.account;
  step("make");
  const user = Uint8Array.from(enrolment.account.replaceAll("-", "").match(/../g), (byte) => Number.parseInt(byte, 16));
  return connect(at("form[data-passkey]"), {
    prepare: async () => ({
      challenge: await sha256(utf8(`${DOMAIN}\0${JSON.stringify(enrolment)}`)),
      user: b64(user),
      userName: enrolment.account,
      attestation: "direct",
    }),
    send: async (_form, made) => ({ request: { v: 1, ...enrolment, ...made }, phrase: await fingerprint(made) }),
    finish,
  });
}

at("[data-read]").addEventListener("click", () => begin(at("#code").value));
if (location.hash.length > 1) {
  at("#code").value = location.hash.slice(1);
  begin(at("#code").value);
}
