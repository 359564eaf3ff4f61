/** Characters that take no room of their own: combining marks, joiners, variation selectors, direction marks. */
const zeroWidth = /^(?:\p{Mn}|\p{Me}|\p{Cf})$/u;

/** Ideographs, kana, Hangul, full-width forms and pictures: two columns each (Unicode TR11, Wide and Fullwidth). */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u;

const plain = /^[\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u2190-\u22ff]*$/;

/** Columns a text takes in a terminal. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += zeroWidth.test(char) ? 0 : wide.test(char) ? 2 : 1;
  return width;
}

/** The text padded with spaces to `width` columns; longer text is left as it is. */
export function pad(text: string, width: number, align: "left" | "right"): string {
  const fill = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + fill : fill + text;
}

/** The text cut to `width` columns, with an ellipsis where something was cut. Never for amounts. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let out = "";
  let used = 1;
  for (const char of text) {
    const more = displayWidth(char);
    if (used + more > width) break;
    out += char;
    used += more;
  }
  return `${out.trimEnd()}…`;
}
