// RFC 8785 for the values that records hold: text, whole numbers, booleans, null, lists, objects.
// ECMAScript already writes strings and numbers as the RFC asks, and sorts by UTF-16 code units.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

export const utf8 = (text) => new TextEncoder().encode(text);

export async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all));
}

// The beginning of a hash in groups that people can compare by eye or over the telephone.
export const phrase = (bytes) =>
  [...bytes].slice(0, 8).map((byte) => byte.toString(16).padStart(2, "0")).join("").match(/.{4}/g).join(" ");
