import { assert } from "../../base/assert.ts";
import { verifyEd25519 } from "../../base/ed25519.ts";
import { sha256, toHex } from "../../base/hash.ts";
import { err, ok, type Result } from "../../base/result.ts";

/** What signs a note: the secret stays behind the function. Ed25519; `sign` gives 64 bytes. */
export type NoteSigner = { readonly publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array };

/** Whom a note is believed from: a name and its Ed25519 public key. */
export type VerifierKey = { readonly name: string; readonly publicKey: Uint8Array };

export type NoteSignature = { readonly name: string; readonly keyId: Uint8Array; readonly signature: Uint8Array };
export type Note = { readonly body: string; readonly signatures: readonly NoteSignature[] };

/** The number that C2SP gives to Ed25519 signatures. */
const ed25519Type = 0x01;
/** Bounds for reading: ours have one signature and a few hundred bytes. */
const noteBytesMax = 1_000_000;
const signaturesMax = 100;

const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes of strict base64 text (RFC 4648 §4, with padding), or undefined. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!base64Pattern.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

/** Base64 text of bytes (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

/** Four bytes that name a key on a signature line: SHA-256(name ‖ LF ‖ 0x01 ‖ public key)[:4]. */
export function keyId(key: VerifierKey): Uint8Array {
  return sha256(Buffer.concat([Buffer.from(`${key.name}\n`), Buffer.from([ed25519Type]), key.publicKey])).subarray(
    0,
    4,
  );
}

/** `name+hex(key id)+base64(0x01 ‖ public key)`: the one-line text in which a public key is handed to others. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${toHex(keyId(key))}+${toBase64(Buffer.concat([Buffer.from([ed25519Type]), key.publicKey]))}`;
}

/** Reads the one-line text of a public key; the error completes "… is not a public key: ". */
export function parseVerifierKey(text: string): Result<VerifierKey, string> {
  const parts = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text.trim());
  if (!parts) return err("it does not have the form name+id+key");
  const [, name = "", id = "", encoded = ""] = parts;
  const bytes = fromBase64(encoded);
  if (bytes?.length !== 33 || bytes[0] !== ed25519Type) return err("its last part is not an Ed25519 key");
  const key = { name, publicKey: bytes.subarray(1) };
  return toHex(keyId(key)) === id
    ? ok(key)
    : err("its id does not belong to its name and key, so a character of it was changed");
}

/** Signs `body` (which must end in a newline) in the form of C2SP signed-note, as `name`. */
export function signNote(body: string, name: string, signer: NoteSigner): string {
  assert(isNoteText(body), "a note's text ends in a newline and holds no other control characters");
  assert(/^[^+\s]+$/u.test(name), "a key's name is not empty and has neither spaces nor plus signs");
  const line = Buffer.concat([keyId({ name, publicKey: signer.publicKey }), signer.sign(Buffer.from(body))]);
  return `${body}\n\u2014 ${name} ${toBase64(line)}\n`;
}

/** Takes a signed note apart without believing it; the error completes "… is not a signed note: ". */
export function parseNote(text: string): Result<Note, string> {
  if (Buffer.byteLength(text) > noteBytesMax) return err("it is larger than a megabyte");
  if (!isNoteText(text)) return err("it is not plain text that ends in a newline");
  const cut = text.lastIndexOf("\n\n");
  if (cut < 0) return err("it has no signatures after an empty line");
  const lines = text.slice(cut + 2, -1).split("\n");
  if (lines.length > signaturesMax) return err(`it has more than ${signaturesMax} signatures`);
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const parts = /^\u2014 ([^+\s]+) (\S+)$/u.exec(line);
    const bytes = fromBase64(parts?.[2] ?? "");
    if (!parts?.[1] || !bytes || bytes.length < 5) return err("a line after the empty line is not a signature");
    signatures.push({ name: parts[1], keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) });
  }
  return ok({ body: text.slice(0, cut + 1), signatures });
}

/**
 * The first of `keys` that signed the note. Signatures by strangers are ignored; a wrong signature under the name and
 * id of one of `keys` refuses the whole note. The error completes "… is not believed: ".
 */
export function noteSigner(note: Note, keys: readonly VerifierKey[]): Result<VerifierKey, string> {
  const message = Buffer.from(note.body);
  let signedBy: VerifierKey | undefined;
  for (const { name, keyId: id, signature } of note.signatures) {
    const key = keys.find((known) => known.name === name && Buffer.compare(keyId(known), id) === 0);
    if (!key) continue;
    if (!verifyEd25519(key.publicKey, message, signature)) return err(`the signature of ${name} does not fit the text`);
    signedBy ??= key;
  }
  return signedBy ? ok(signedBy) : err("no known key has signed it");
}

function isNoteText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
  return text.endsWith("\n") && text.length > 1 && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}
