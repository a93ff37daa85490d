// The worker's confirmation: fetch the bytes, show what they say, hash them here, sign the hash.
import { b64, connect, unb64 } from "./passkey.js";

const DOMAIN = "e-WorkPermitOS/confirmation/v1";
const page = document.querySelector("[data-confirm]");
const form = page.querySelector("form[data-passkey]");

async function challengeOf(bytes) {
  const domain = new TextEncoder().encode(`${DOMAIN}\0`);
  const signed = new Uint8Array(domain.length + bytes.length);
  signed.set(domain);
  signed.set(bytes, domain.length);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", signed));
}

// The beginning of the hash in groups that people can compare by eye or over the telephone.
const phrase = (root) =>
  [...unb64(root)].slice(0, 8).map((byte) => byte.toString(16).padStart(2, "0")).join("").match(/.{4}/g).join(" ");

function fill(said) {
  const facts = {
    count: String(said.dossier.records.length),
    root: phrase(said.dossier.root),
    until: new Intl.DateTimeFormat(`${page.dataset.locale}-u-nu-latn`, { timeStyle: "short", timeZone: "Asia/Bangkok" })
      .format(new Date(said.expires_at)),
  };
  for (const [name, value] of Object.entries(facts)) page.querySelector(`[data-fact=${name}]`).textContent = value;
}

async function begin() {
  const response = await fetch(page.dataset.confirm, { headers: { Accept: "application/json" } });
  const said = await response.json();
  if (!response.ok) throw new Error(`${said.says} ${said.do}`);
  const bytes = unb64(said.document);
  fill(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  const challenge = await challengeOf(bytes);
  form.dataset.challengeShown = b64(challenge);
  page.querySelector("[data-waiting]").hidden = true;
  page.querySelector("[data-ready]").hidden = false;
  await connect(form, { prepare: () => ({ challenge, allow: said.credentials }) });
}

begin().catch((error) => {
  const box = page.querySelector("[data-failed]");
  page.querySelector("[data-waiting]").hidden = true;
  box.querySelector("p").textContent = error instanceof TypeError ? box.dataset.offline : error.message;
  box.hidden = false;
});
