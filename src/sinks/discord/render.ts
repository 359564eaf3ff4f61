import type { Shareable } from "../../spec/sink.ts";
import { cutText, fitLines } from "../../spec/sink-kit/fit-lines.ts";
import { headline, linkWords } from "../../spec/sink-kit/headline.ts";

/** Characters of a message's `content`. */
export const contentMax = 2_000;
const titleMax = 300;

/** Every character with a meaning in Discord's Markdown gets a backslash; "<" also begins mentions. */
export function escapeDiscord(plain: string): string {
  return plain.replace(/[\\*_~`|>#<[\]()-]/g, (c) => `\\${c}`);
}

/** The message as Discord Markdown. */
export function renderDiscord(message: Shareable): { readonly content: string; readonly shortened: boolean } {
  const title = cutText(headline(message), titleMax, escapeDiscord);
  const head = `**${title.text}**`;
  // Angle brackets keep Discord from fetching a preview of the owner's own page.
  const foot = message.link === undefined ? [] : [`${linkWords}: <${message.link}>`];
  const room = { unitsMax: contentMax - head.length - foot.join("").length - 2, linesMax: 60, lineUnitsMax: 1_000 };
  const fitted = fitLines(message.lines, room, escapeDiscord);
  return { content: [head, ...fitted.lines, ...foot].join("\n"), shortened: title.cut || fitted.shortened };
}
