import { assert } from "../../base/assert.ts";

/** Length written for a field that is absent, so that "none" and "empty" never look alike. */
const absentLength = 0xffff_ffff;
/** Longest text that is copied character by character; above it the native copy is faster. */
const shortTextMax = 64;

/**
 * Builds the canonical bytes that are hashed: each field is its length (u32, big-endian) followed by its bytes, so no
 * two different lists of fields ever give the same bytes. Text is UTF-8 (it must be well-formed: lone surrogates
 * cannot be stored either), numbers are their decimal text.
 *
 * One writer is reused for many records; `view()` is valid until the next `start()`.
 */
export class CanonicalBytes {
  #buffer = Buffer.allocUnsafe(16 * 1024);
  #at = 0;

  /** Begins a record with its domain tag, written bare: tags are constants and none begins another. */
  start(tag: string): this {
    this.#at = 0;
    this.#reserve(tag.length);
    this.#at = this.#buffer.write(tag, 0, "latin1");
    return this;
  }

  /** Bytes without a length, for parts whose length never varies. */
  bare(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.#length(bytes.length);
    return this.bare(bytes);
  }

  text(text: string): this {
    const units = text.length;
    this.#reserve(4 + units * 3);
    const from = this.#at + 4;
    const written = units <= shortTextMax ? this.#shortText(text, from) : this.#buffer.write(text, from, "utf8");
    this.#buffer.writeUInt32BE(written, this.#at);
    this.#at = from + written;
    return this;
  }

  number(value: bigint | number): this {
    assert(typeof value === "bigint" || Number.isSafeInteger(value), "only whole, safe numbers are hashed");
    return this.text(value.toString());
  }

  /** Text, or the mark of its absence. */
  optionalText(text: string | null): this {
    if (text !== null) return this.text(text);
    this.#length(absentLength);
    return this;
  }

  view(): Uint8Array {
    return this.#buffer.subarray(0, this.#at);
  }

  copy(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#buffer, 0, this.#at);
  }

  #shortText(text: string, from: number): number {
    const buffer = this.#buffer;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return buffer.write(text, from, "utf8");
      buffer[from + i] = unit;
    }
    return text.length;
  }

  #length(length: number): void {
    this.#reserve(4);
    this.#buffer.writeUInt32BE(length, this.#at);
    this.#at += 4;
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + more));
    larger.set(this.#buffer.subarray(0, this.#at));
    this.#buffer = larger;
  }
}

/** Reads back what `CanonicalBytes` wrote; every method gives undefined once the bytes do not fit the form. */
export class CanonicalReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Uint8Array, tag: string) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = this.#bytes.subarray(0, tag.length).toString("latin1") === tag ? tag.length : Number.POSITIVE_INFINITY;
  }

  bytes(): Uint8Array | undefined {
    if (!(this.#at + 4 <= this.#bytes.length)) return this.#stop();
    const length = this.#bytes.readUInt32BE(this.#at);
    const from = this.#at + 4;
    if (from + length > this.#bytes.length) return this.#stop();
    this.#at = from + length;
    return this.#bytes.subarray(from, from + length);
  }

  /** A number that is zero or more, written without leading zeros. */
  number(): bigint | undefined {
    const bytes = this.bytes();
    if (bytes === undefined || bytes.length > 20) return this.#stop();
    const text = Buffer.from(bytes).toString("latin1");
    return /^(?:0|[1-9][0-9]*)$/.test(text) ? BigInt(text) : this.#stop();
  }

  /** True when all bytes were read and all fitted. */
  ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  #stop(): undefined {
    this.#at = Number.POSITIVE_INFINITY;
    return undefined;
  }
}
