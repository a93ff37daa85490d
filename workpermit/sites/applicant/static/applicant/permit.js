// Proves a permit in the browser: what follows # in the address never leaves it.
import { readPermit, unb64, verify } from "./cose.js";

const STATES = ["valid", "not_yet_valid", "expired", "replaced"];
const page = document.getElementById("permit-check").dataset;
const keys = JSON.parse(document.getElementById("permit-keys").textContent);
const statement = JSON.parse(document.getElementById("permit-statement").textContent);
const now = Math.max(Number(page.now), Math.floor(Date.now() / 1000)); // a clock that goes behind proves nothing
const today = new Date(now * 1000).toLocaleDateString("en-CA", { timeZone: "Asia/Bangkok" });

function show(verdict) {
  const found = document.getElementById(`verdict-${verdict}`);
  if (found) document.getElementById("verdict").replaceChildren(found.content.cloneNode(true));
  document.querySelector("[data-without-proof]").hidden = true; // a code was scanned: there is nothing to scan any more
}

function day(text) {
  const [year, month, date] = text.split("-").map(Number);
  const { lang } = document.documentElement;
  const language = { th: "th-TH-u-ca-buddhist", en: "en-GB" }[lang] ?? `${lang}-u-ca-gregory-nu-latn`;
  const options = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
  const parts = new Intl.DateTimeFormat(language, options).formatToParts(new Date(Date.UTC(year, month - 1, date)));
  return parts.filter((part) => part.type !== "era").map((part) => part.value).join("").trim();
}

// Who does not read Thai gets the English word, and below it the Thai one that stands on the paper.
function word(thai, english) {
  const original = document.createElement("span");
  original.lang = "th";
  original.textContent = thai;
  if (!english || document.documentElement.lang === "th") return [original];
  const said = document.createElement("span");
  said.lang = "en";
  said.textContent = english;
  original.className = "muted";
  return [said, document.createElement("br"), original];
}

function fill(permit) {
  for (const place of document.querySelectorAll("[data-claim]")) {
    const name = place.dataset.claim;
    place.replaceChildren(...(name.startsWith("valid") ? [day(permit[name])] : word(permit[name], permit.english[name])));
    place.parentElement.hidden = false;
  }
  document.querySelector("[data-without-proof]").hidden = true;
  document.querySelector("[data-with-proof]").hidden = false;
}

// The server's word counts only with the signature of the status key, for this number, while it is fresh.
async function confirmedStatus() {
  try {
    const [header, payload, signature] = statement.split(".");
    if (JSON.parse(new TextDecoder().decode(unb64(header))).alg !== "ES256") return "";
    const message = new TextEncoder().encode(`${header}.${payload}`);
    if (!(await verify(keys.status.key, unb64(signature), message))) return "";
    const said = JSON.parse(new TextDecoder().decode(unb64(payload)));
    const counts = said.sub === page.number && said.iss === page.issuer && now < said.exp;
    return counts && STATES.includes(said.status) ? said.status : "";
  } catch {
    return "";
  }
}

async function check(credential) {
  if (!globalThis.crypto?.subtle) { show("no-crypto"); return; }
  let permit;
  try {
    permit = await readPermit(credential, keys.permit.kid, keys.permit.key, page.issuer);
  } catch {
    show("altered");
    return;
  }
  if (permit.number !== page.number) { show("mismatch"); return; }
  fill(permit);
  const status = await confirmedStatus();
  if (today > permit.valid_until || now >= permit.expires || status === "expired") show("expired");
  else if (status === "replaced") show("replaced");
  else if (today < permit.valid_from || status === "not_yet_valid") show("not_yet_valid");
  else if (status !== "valid") show("unconfirmed");
}

const credential = location.hash.slice(1);
if (credential) check(credential);
