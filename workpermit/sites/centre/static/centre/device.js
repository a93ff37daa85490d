// The key of this counter's device: made here, kept by the browser, and never readable by a script.
//
// What it signs: workpermit/sealing/device.py. JSON below names its parts in the order of RFC 8785.
import { b64, unb64 } from "../sites/passkey.js";

const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const ACT = "e-WorkPermitOS/device-act/v1", REQUEST = "e-WorkPermitOS/device-request/v1";

const signed = async (secret, domain, said) => {
  const message = new TextEncoder().encode(`${domain}\0${JSON.stringify(said)}`);
  return b64(await crypto.subtle.sign(ECDSA, secret, message));
};

// One key for each centre, by its code.
const store = (mode, act) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("counter-device", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys", { keyPath: "centre" });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction("keys", mode).objectStore("keys"));
      asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
      asked.onerror = () => { opening.result.close(); reject(asked.error); };
    };
  });

/** The device of this browser at a centre: {centre, counter, key, proof, secret}; nothing where there is none. */
export async function find(centre) {
  try {
    return await store("readonly", (keys) => keys.get(centre));
  } catch {
    return undefined; // a private window, or storage that is switched off
  }
}

export const forget = (centre) => store("readwrite", (keys) => keys.delete(centre));

async function keep(centre, counter, key, secret) {
  const proof = await signed(secret, REQUEST, { centre, counter, key, v: 1 });
  await store("readwrite", (keys) => keys.put({ centre, counter, key, proof, secret }));
  await navigator.storage?.persist?.(); // otherwise a full disk may cost the counter its key
}

/** Make the key; its private half cannot be exported. */
export async function make(centre, counter) {
  const pair = await crypto.subtle.generateKey(ECDSA, false, ["sign", "verify"]);
  await keep(centre, counter, b64(await crypto.subtle.exportKey("raw", pair.publicKey)), pair.privateKey);
}

/** Demonstration only: take a key from its keyring. Says whether there was one for this centre. */
export async function borrow(keyring, centre) {
  const { devices } = await (await fetch(keyring)).json();
  const found = devices.find((one) => one.centre === centre);
  if (!found) return false;
  const { kty, crv, x, y, d } = found.private_key;
  const secret = await crypto.subtle.importKey("jwk", { kty, crv, x, y, d }, ECDSA, false, ["sign"]);
  await keep(centre, found.counter, found.key, secret);
  return true;
}

/** The signature over one act of a visit, as the fields of its form. */
export async function signAct(device, { act, about, session, challenge, content }) {
  const said = { about, act, challenge, ...(content && { content }), session, v: 1 };
  const signature = await signed(device.secret, ACT, said);
  return { device_key: device.key, device_challenge: challenge, device_signature: signature };
}

export const request = ({ centre, counter, key, proof }) =>
  JSON.stringify({ v: 1, centre, counter, key, proof }, null, 1);

export async function fingerprint(device) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", unb64(device.key)));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.slice(0, 32).match(/.{4}/g).join(" ");
}

/** Ask the site as a form would, with its token against forgery. Throws where it does not answer. */
export async function ask(address, token, said) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify(said),
  });
  return { ok: response.ok, status: response.status, said: await response.json() };
}

/** The part of a page that says whether there is a device, and in the demonstration offers one. */
export async function offer(box, finding, changed) {
  box.querySelector("[data-no-device]").hidden = Boolean(await finding);
  const button = box.querySelector("[data-demo-device]");
  if (!button) return;
  button.disabled = false;
  button.addEventListener("click", async () => {
    const none = box.querySelector("[data-demo-none]");
    none.hidden = true;
    const taken = await borrow(box.dataset.keyring, box.dataset.centre).catch(() => false);
    if (taken) changed();
    else none.hidden = false;
  });
}
