/** How much a place takes. Lengths are UTF-16 units of the written text: never fewer than what any service counts. */
export type Room = {
  readonly unitsMax: number;
  readonly linesMax: number;
  readonly lineUnitsMax: number;
};

/** Writes plain text in the notation of a place, character by character: escaping. */
export type Write = (plain: string) => string;

export type Fitted = {
  /** Written lines; if some were left out, the last one says so. */
  readonly lines: readonly string[];
  readonly shortened: boolean;
};

/** What stands in place of what was left out. */
export const moreInMillrace = "… more in Millrace";

/**
 * As many lines as there is room for, each cut to its own room; joined by newlines they stay within `unitsMax`, which is
 * at least the length of `moreInMillrace`.
 */
export function fitLines(lines: readonly string[], room: Room, write: Write): Fitted {
  // What cannot fit in any case is not even written.
  const cut = lines.slice(0, room.linesMax).map((line) => cutText(line, room.lineUnitsMax, write));
  const texts = cut.map((one) => one.text);
  if (lines.length <= room.linesMax && texts.join("\n").length <= room.unitsMax) {
    return { lines: texts, shortened: cut.some((one) => one.cut) };
  }
  const more = write(moreInMillrace);
  const kept: string[] = [];
  let free = room.unitsMax - more.length;
  for (const text of texts.slice(0, room.linesMax - 1)) {
    free -= text.length + 1;
    if (free < 0) break;
    kept.push(text);
  }
  return { lines: [...kept, more], shortened: true };
}

/**
 * The text as written if it is at most `unitsMax` long, else as much of it as fits with "…" behind. Never cuts within
 * what a reader sees as one character, nor within an escape.
 */
export function cutText(
  plain: string,
  unitsMax: number,
  write: Write,
): { readonly text: string; readonly cut: boolean } {
  const whole = write(plain);
  if (whole.length <= unitsMax) return { text: whole, cut: false };
  const ellipsis = write("…");
  let text = "";
  for (const { segment } of graphemes.segment(plain.slice(0, unitsMax + 1))) {
    const next = write(segment);
    if (text.length + next.length + ellipsis.length > unitsMax) break;
    text += next;
  }
  return { text: ellipsis.length > unitsMax ? "" : `${text.trimEnd()}${ellipsis}`, cut: true };
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
