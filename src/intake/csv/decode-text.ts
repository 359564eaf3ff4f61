import { joined, latin1, swapPairs } from "./bytes.ts";
import { firstBeyondAscii, refuseOtherFiles, utf8At, utf16Order } from "./sniff-bytes.ts";

/** How the bytes of a file spell characters. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Turns bytes that arrive in pieces into text. How they are cut makes no difference to the text as a whole. */
export type TextDecoding = {
  /** Throws a `ProblemError` when the bytes are plainly no text (a spreadsheet, a picture). */
  push(bytes: Uint8Array): string;
  end(): string;
  /** As far as known: plain ASCII is called UTF-8. */
  encoding(): Encoding;
  /** Whether bytes that the encoding does not have were replaced by U+FFFD. */
  damaged(): boolean;
};

/** Bytes that are looked at before the first text is given out. */
const prefixBytes = 512;

const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Decodes the bytes of one piece; `last` when none follow. */
type Stage = (bytes: Uint8Array, last: boolean) => string;

type Found = { encoding: Encoding; damaged: boolean };

const nothing: Uint8Array = new Uint8Array(0);

/**
 * Finds the encoding from the byte-order mark; without one, from where the zero bytes of UTF-16 lie; else the file is
 * UTF-8 when its first character beyond ASCII is, and Windows-1252 when it is not.
 */
export function createTextDecoding(): TextDecoding {
  const found: Found = { encoding: "utf-8", damaged: false };
  let held = nothing;
  let stage: Stage | undefined;
  const take: Stage = (bytes, last) => {
    if (stage) return stage(bytes, last);
    held = joined(held, bytes);
    if (held.length < prefixBytes && !last) return "";
    const start = chooseStage(held.subarray(0, prefixBytes), found);
    stage = start.stage;
    const first = held.subarray(start.skip);
    held = nothing;
    return stage(first, last);
  };
  return {
    push: (bytes) => take(bytes, false),
    end: () => take(nothing, true),
    encoding: () => found.encoding,
    damaged: () => found.damaged,
  };
}

function chooseStage(start: Uint8Array, found: Found): { readonly stage: Stage; readonly skip: number } {
  const [a, b, c] = start;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { stage: utf8(found), skip: 3 };
  if (a === 0xff && b === 0xfe) return { stage: utf16(false, found), skip: 2 };
  if (a === 0xfe && b === 0xff) return { stage: utf16(true, found), skip: 2 };
  refuseOtherFiles(start);
  const order = utf16Order(start);
  return { stage: order === undefined ? asciiSoFar(found) : utf16(order === "be", found), skip: 0 };
}

function utf8(found: Found): Stage {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return (bytes, last) => {
    const text = decoder.decode(bytes, { stream: !last });
    found.damaged ||= text.includes("\ufffd");
    return text;
  };
}

function utf16(swapped: boolean, found: Found): Stage {
  found.encoding = swapped ? "utf-16be" : "utf-16le";
  const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });
  let odd = nothing;
  return (bytes, last) => {
    const all = joined(odd, bytes);
    const even = all.length - (all.length % 2);
    odd = all.slice(even);
    const pairs = all.subarray(0, even);
    const whole = decoder.decode(swapped ? swapPairs(pairs) : pairs, { stream: !last });
    const text = last && odd.length > 0 ? `${whole}\ufffd` : whole;
    found.damaged ||= text.includes("\ufffd");
    return text;
  };
}

/** Until the first byte beyond ASCII, which decides. */
function asciiSoFar(found: Found): Stage {
  let rest = nothing;
  let decided: Stage | undefined;
  return (bytes, last) => {
    if (decided) return decided(bytes, last);
    const all = joined(rest, bytes);
    rest = nothing;
    const at = firstBeyondAscii(all);
    if (at < 0) return latin1(all);
    const verdict = utf8At(all, at);
    if (verdict === "too short" && !last) {
      rest = all.slice(at);
      return latin1(all.subarray(0, at));
    }
    if (verdict === "utf-8") decided = utf8(found);
    else {
      found.encoding = "windows-1252";
      decided = windows1252Stage;
    }
    return decided(all, last);
  };
}

const windows1252Stage: Stage = (bytes) =>
  latin1(bytes).replace(/[\u0080-\u009f]/g, (c) => windows1252.charAt(c.charCodeAt(0) - 0x80));
