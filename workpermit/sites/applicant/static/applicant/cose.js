// The signed permit: a CBOR web token (RFC 8392) in a COSE_Sign1 (RFC 9052), ES256.
import { decode, toBeSigned } from "./cbor.js";

const SIGN1 = 18;
const ALG = 1, KID = 4, ES256 = -7;
const ISSUER = 1, EXPIRES = 4, PERMIT = -65537;

export function unb64(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

const same = (one, other) => one.length === other.length && one.every((byte, n) => byte === other[n]);

export async function verify(key, signature, message) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { kty, crv, x, y } = key;
  const imported = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, algorithm, false, ["verify"]);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, imported, signature, message);
}

// The claims as a plain object; throws for anything that the key did not sign.
export async function readPermit(text, kid, key, issuer) {
  const { tag, value } = decode(unb64(text));
  if (tag !== SIGN1 || value.length !== 4) throw new Error("shape");
  const [protectedHeader, unprotected, payload, signature] = value;
  const header = decode(protectedHeader);
  if (unprotected.size !== 0 || header.size !== 2 || header.get(ALG) !== ES256) throw new Error("header");
  if (!same(header.get(KID), unb64(kid)) || signature.length !== 64) throw new Error("key");
  if (!(await verify(key, signature, toBeSigned(protectedHeader, payload)))) throw new Error("signature");
  const claims = decode(payload);
  if (claims.get(ISSUER) !== issuer) throw new Error("issuer");
  const { en: english = [], ...permit } = Object.fromEntries(claims.get(PERMIT));
  return { ...permit, english: Object.fromEntries(english), expires: claims.get(EXPIRES) };
}
