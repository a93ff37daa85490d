// Reads the part of CBOR (RFC 8949) that a permit uses: integers, bytes, text, arrays, maps, tags.
// Deterministic input only: whatever else comes is refused, and so is what follows the first item.

export class BadCbor extends Error {}

const DEEPEST = 8;

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  take(length) {
    if (this.at + length > this.bytes.length) throw new BadCbor("too short");
    const start = this.at;
    this.at += length;
    return start;
  }

  size(short) {
    if (short < 24) return short;
    if (short === 24) return this.view.getUint8(this.take(1));
    if (short === 25) return this.view.getUint16(this.take(2));
    if (short === 26) return this.view.getUint32(this.take(4));
    if (short === 27) {
      const big = this.view.getBigUint64(this.take(8));
      if (big > BigInt(Number.MAX_SAFE_INTEGER)) throw new BadCbor("too large");
      return Number(big);
    }
    throw new BadCbor("indefinite length");
  }

  piece(length) {
    const start = this.take(length);
    return this.bytes.slice(start, start + length);
  }

  item(depth) {
    if (depth > DEEPEST) throw new BadCbor("too deep");
    const first = this.view.getUint8(this.take(1));
    const kind = first >> 5;
    const size = this.size(first & 31);
    switch (kind) {
      case 0: return size;
      case 1: return -1 - size;
      case 2: return this.piece(size);
      case 3: return new TextDecoder("utf-8", { fatal: true }).decode(this.piece(size));
      case 4: return this.list(size, depth);
      case 5: return this.map(size, depth);
      case 6: return { tag: size, value: this.item(depth + 1) };
      default: throw new BadCbor("kind");
    }
  }

  list(size, depth) {
    const items = [];
    for (let n = 0; n < size; n += 1) items.push(this.item(depth + 1));
    return items;
  }

  map(size, depth) {
    const items = new Map();
    for (let n = 0; n < size; n += 1) {
      const key = this.item(depth + 1);
      if (items.has(key)) throw new BadCbor("key twice");
      items.set(key, this.item(depth + 1));
    }
    return items;
  }
}

export function decode(bytes) {
  const reader = new Reader(bytes);
  const item = reader.item(0);
  if (reader.at !== bytes.length) throw new BadCbor("something follows");
  return item;
}

function head(kind, size) {
  if (size < 24) return [(kind << 5) | size];
  if (size < 256) return [(kind << 5) | 24, size];
  if (size < 65536) return [(kind << 5) | 25, size >> 8, size & 255];
  throw new BadCbor("too large");
}

// Sig_structure of RFC 9052 section 4.4, for COSE_Sign1 without external data.
export function toBeSigned(protectedHeader, payload) {
  const context = new TextEncoder().encode("Signature1");
  return new Uint8Array([
    ...head(4, 4),
    ...head(3, context.length), ...context,
    ...head(2, protectedHeader.length), ...protectedHeader,
    ...head(2, 0),
    ...head(2, payload.length), ...payload,
  ]);
}
