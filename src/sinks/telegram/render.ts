import type { Shareable } from "../../spec/sink.ts";
import { cutText, fitLines } from "../../spec/sink-kit/fit-lines.ts";
import { headline, linkWords } from "../../spec/sink-kit/headline.ts";

/** Telegram takes 4,096 characters after its tags are taken out; ours count with tags and escapes, which is less. */
export const textMax = 4_096;
const titleMax = 400;

/** HTML mode needs these replaced (core.telegram.org/bots/api, "HTML style"); quotes for the link's attribute. */
export function escapeTelegram(plain: string): string {
  return plain.replace(/[&<>"]/g, (c) => entities[c] ?? c);
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The message as Telegram HTML. */
export function renderTelegram(message: Shareable): { readonly text: string; readonly shortened: boolean } {
  const title = cutText(headline(message), titleMax, escapeTelegram);
  const head = `<b>${title.text}</b>`;
  const foot = message.link === undefined ? [] : [`<a href="${escapeTelegram(message.link)}">${linkWords}</a>`];
  const taken = head.length + foot.join("").length + 4;
  const room = { unitsMax: textMax - taken, linesMax: 80, lineUnitsMax: 1_500 };
  const fitted = fitLines(message.lines, room, escapeTelegram);
  const text = [head, ...fitted.lines, ...(foot.length > 0 ? ["", ...foot] : [])].join("\n");
  return { text, shortened: title.cut || fitted.shortened };
}
