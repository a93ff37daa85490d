// Demonstration only: an authenticator in the page, for browsers and machines that have none.
//
// The demonstration's keyring (`demo/authenticator`) answers
//   GET /keys     {aaguid, keys: [{rp_id, role, name, name_en, title, title_en, credential_id, private_key: JWK, …}]}
//   POST /attest  {authData, clientDataHash} → {attestation_object, …}, signed by its own maker's key
// with binary parts as base64url. Only a demonstration key store trusts that maker; a real one refuses such keys.
import { b64, unb64 } from "./passkey.js";

const PRESENT = 0x01, VERIFIED = 0x04, ATTESTED = 0x40;
const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const utf8 = new TextEncoder();

const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
};
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

const clientData = (type, challenge) =>
  utf8.encode(JSON.stringify({ type, challenge: b64(challenge), origin: location.origin, crossOrigin: false }));

// RP ID hash, flags, a counter of zero (this authenticator keeps none), and what follows.
const authenticatorData = async (rpId, flags, rest = new Uint8Array()) =>
  join(await sha256(utf8.encode(rpId)), [flags], [0, 0, 0, 0], rest);

// WebCrypto answers r and s side by side; WebAuthn wants them as two ASN.1 integers (RFC 3279 section 2.2.3).
function der(signature) {
  const integer = (bytes) => {
    let first = bytes.findIndex((byte) => byte !== 0);
    if (first < 0) first = bytes.length - 1;
    const short = bytes.slice(first);
    const positive = short[0] & 0x80 ? join([0], short) : short;
    return join([0x02, positive.length], positive);
  };
  const both = join(integer(signature.slice(0, 32)), integer(signature.slice(32)));
  return join([0x30, both.length], both);
}

// The COSE key as CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053 section 7.1.1).
const coseKey = (jwk) =>
  join([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20], unb64(jwk.x), [0x22, 0x58, 0x20], unb64(jwk.y));

async function sign(key, asked) {
  const client = clientData("webauthn.get", asked.challenge);
  const data = await authenticatorData(asked.rpId, PRESENT | VERIFIED);
  const { kty, crv, x, y, d } = key.private_key;
  const secret = await crypto.subtle.importKey("jwk", { kty, crv, x, y, d }, ECDSA, false, ["sign"]);
  const signature = await crypto.subtle.sign(ECDSA, secret, join(data, await sha256(client)));
  return {
    credential_id: key.credential_id,
    client_data: b64(client),
    authenticator_data: b64(data),
    signature: b64(der(new Uint8Array(signature))),
  };
}

async function create(origin, asked) {
  const pair = await crypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
  const jwk = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const id = crypto.getRandomValues(new Uint8Array(32));
  const client = clientData("webauthn.create", asked.challenge);
  const attested = join(await aaguid(origin), [0, id.length], id, coseKey(jwk));
  const data = await authenticatorData(asked.rpId, PRESENT | VERIFIED | ATTESTED, attested);
  const response = await fetch(`${origin}/attest`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ authData: b64(data), clientDataHash: b64(await sha256(client)) }),
  });
  const { attestation_object } = await response.json();
  await keep({ credential_id: b64(id), rp_id: asked.rpId, role: "applicant", private_key: jwk, made_at: Date.now() });
  return { client_data: b64(client), attestation_object };
}

// Keys made on this page stay in this browser.
const store = (mode, act) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("demonstration-keys", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys", { keyPath: "credential_id" });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction("keys", mode).objectStore("keys"));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    };
  });
const keep = (key) => store("readwrite", (keys) => keys.put(key));
const kept = () => store("readonly", (keys) => keys.getAll());

const keyring = async (origin) => (await fetch(`${origin}/keys`)).json();

async function aaguid(origin) {
  const text = (await keyring(origin)).aaguid;
  return Uint8Array.from(text.match(/../g), (byte) => Number.parseInt(byte, 16));
}

async function keysFor(origin, rpId, roles) {
  const { keys } = await keyring(origin);
  const own = (await kept()).sort((one, other) => other.made_at - one.made_at);
  return [...own, ...keys].filter((key) => key.rp_id === rpId && (!roles.length || roles.includes(key.role)));
}

const nameOf = (key, here) => {
  const language = document.documentElement.lang;
  if (!key.name) return `${here} · ${new Date(key.made_at).toLocaleString(`${language}-u-nu-latn`)}`;
  return language === "th" ? `${key.name} · ${key.title}` : `${key.name_en} · ${key.title_en}`;
};

/** Fill the demonstration part of a passkey form and make its button work; `run` belongs to passkey.js. */
export async function offer(box, { ceremony, rpId, allow, run }) {
  const origin = box.dataset.origin;
  const button = box.querySelector("button[data-use=soft]");
  const say = (text) => {
    const status = box.querySelector("[data-soft-status]");
    status.textContent = text;
    status.hidden = false;
  };
  if (ceremony === "create") {
    button.addEventListener("click", () => run(button, (asked) => create(origin, asked)));
    button.disabled = false;
    return;
  }
  let keys;
  try {
    keys = await keysFor(origin, rpId, (box.dataset.roles ?? "").split(" ").filter(Boolean));
    keys = keys.filter((key) => !allow.length || allow.includes(key.credential_id));
  } catch {
    say(box.dataset.saysAway);
    return;
  }
  if (!keys.length) {
    say(box.dataset.saysNone);
    return;
  }
  const list = box.querySelector("[data-person]");
  list.replaceChildren(...keys.map((key, place) => new Option(nameOf(key, box.dataset.here), String(place))));
  box.querySelector("[data-choose]").hidden = false;
  button.addEventListener("click", () => run(button, (asked) => sign(keys[Number(list.value)], asked)));
  button.disabled = false;
}
