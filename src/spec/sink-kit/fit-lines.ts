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

/** As many lines as there is room for, each cut to its own room; joined by newlines they stay within `unitsMax`. */
export function fitLines(lines: readonly string[], room: Room, write: Write): Fitted {
  const written: string[] = [];
  let shortened = false;
  let used = 0;
  const more = write(moreInMillrace);
  for (const [place, line] of lines.entries()) {
    const last = place === lines.length - 1;
    // Unless nothing follows, there must be room left for the line that says that more is in Millrace.
    const keep = last ? 0 : more.length + 1;
    const free = Math.min(room.unitsMax - used - keep, room.lineUnitsMax);
    const fits = written.length + (last ? 0 : 1) < room.linesMax && free > 0;
    const text = fits ? cutText(line, free, write) : undefined;
    if (text === undefined || (text.cut && free < room.lineUnitsMax)) {
      return { lines: [...written, more], shortened: true };
    }
    shortened ||= text.cut;
    written.push(text.text);
    used += text.text.length + 1;
  }
  return { lines: written, shortened };
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
