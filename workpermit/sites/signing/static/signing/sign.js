// Signing a decision. What the page shows and what the key signs come from the same bytes: they are fetched once,
// hashed here, read here, and the sealed parts that they commit to are checked against their commitments here.
import { b64, connect, unb64 } from "../sites/passkey.js";
import { canonical, phrase, sha256, utf8 } from "./canonical.js";

const DOMAIN = "e-WorkPermitOS/decision/v1";
const page = document.querySelector("[data-decision]");
const form = page.querySelector("form[data-passkey]");
const said = (id) => JSON.parse(document.getElementById(id).textContent);
const names = said("names"), reasons = said("reasons");
const locale = page.dataset.locale === "th" ? "th-TH-u-ca-buddhist" : "en-GB";
const zone = "Asia/Bangkok";

const day = (text) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`));
const moment = (text) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: zone }).format(new Date(text));
const clock = (text) => new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: zone }).format(new Date(text));
const money = (satang) => {
  const digits = satang.padStart(3, "0");
  return `${Number(digits.slice(0, -2)).toLocaleString("en")}.${digits.slice(-2)} ${page.dataset.baht}`;
};
const number = (text) => [text.slice(0, 2), text.slice(2, 6), text.slice(6, 11), text.slice(11)].join("-");
const named = (code) => (names[code] ? `${names[code]} (${code})` : code);

class Untrue extends Error {}

function fill(name, text) {
  const place = page.querySelector(`[data-fact="${name}"]`);
  place.textContent = text;
  place.closest("div").hidden = text === "";
}

async function get(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (response.ok) return response;
  const refusal = await response.json().catch(() => ({}));
  throw new Error(refusal.says ? `${refusal.says} ${refusal.do}` : page.dataset.failed);
}

function showBytes(decision, challenge) {
  if (decision.outcome !== page.dataset.outcome) throw new Untrue();
  fill("number", number(decision.application_number));
  fill("service", named(decision.service));
  fill("valid", decision.valid_from ? `${day(decision.valid_from)} – ${day(decision.valid_until)}` : "");
  const charged = decision.permit_fee !== null && decision.permit_fee !== "0";
  fill("fee", charged ? money(decision.permit_fee) : decision.outcome === "granted" ? page.dataset.free : "");
  fill("law", decision.law_refs.join(", "));
  fill("office", named(decision.office));
  fill("decided", moment(decision.decided_at));
  fill("records", String(decision.dossier.records.length));
  fill("root", phrase(unb64(decision.dossier.root)));
  fill("until", clock(decision.expires_at));
  fill("challenge", phrase(challenge));
}

// A sealed part counts only if the salt and its canonical form give the commitment that stands in the bytes.
async function checked(bound, parts) {
  const part = parts[bound.record];
  const commitment = await sha256(unb64(part.salt), utf8(canonical(part.value)));
  if (b64(commitment) !== bound.commitment) throw new Untrue();
  return part.value;
}

// A request that ends in a letter: each answer with its question, as the letter will print them.
function addDetails(details, language) {
  const list = page.querySelector("[data-facts]");
  for (const detail of details) {
    const row = document.createElement("div");
    for (const [tag, part] of [["dt", detail.label], ["dd", detail.value]]) {
      const cell = document.createElement(tag);
      cell.textContent = part[language];
      row.append(cell);
    }
    list.append(row);
  }
}

async function showSealed(decision) {
  const parts = (await (await get(page.dataset.opened)).json()).records;
  const terms = await checked(decision.terms, parts);
  const thai = page.dataset.locale === "th";
  fill("worker", terms.worker ?? "");
  fill("passport", terms.worker ? `${terms.passport_number} · ${terms.nationality}` : "");
  fill("employer", thai ? terms.employer : terms.employer_en);
  fill("job", (thai ? terms.job : terms.job_en) ?? "");
  fill("place", (thai ? terms.place : terms.place_en) ?? "");
  fill("replaces", terms.replaces ? number(terms.replaces) : "");
  addDetails(terms.details ?? [], thai ? "th" : "en");
  if (!decision.reason) return;
  const reason = await checked(decision.reason, parts);
  const list = page.querySelector("[data-reasons]");
  for (const code of reason.reasons) {
    const line = document.createElement("li");
    line.textContent = reasons[code] ?? code;
    list.append(line);
  }
  page.querySelector("[data-words]").textContent = reason.words;
}

async function begin() {
  const bytes = new Uint8Array(await (await get(page.dataset.bytes)).arrayBuffer());
  const challenge = await sha256(utf8(`${DOMAIN}\0`), bytes);
  const decision = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  showBytes(decision, challenge);
  await showSealed(decision);
  page.querySelector("[data-waiting]").hidden = true;
  page.querySelector("[data-ready]").hidden = false;
  await connect(form, { prepare: () => ({ challenge, allow: [] }) });
}

begin().catch((error) => {
  const box = page.querySelector("[data-failed-box]");
  page.querySelector("[data-waiting]").hidden = true;
  const { untrue, offline } = page.dataset;
  box.querySelector("p").textContent =
    error instanceof Untrue ? untrue : error instanceof TypeError ? offline : error.message;
  box.hidden = false;
  box.focus();
});
