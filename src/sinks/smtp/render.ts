import type { Shareable } from "../../spec/sink.ts";
import { cutText, fitLines } from "../../spec/sink-kit/fit-lines.ts";
import { headline, linkWords } from "../../spec/sink-kit/headline.ts";

/** A mail takes much; what is longer than this nobody reads in one. */
const room = { unitsMax: 60_000, linesMax: 500, lineUnitsMax: 2_000 };
/** Longer subjects are cut off by most programs; RFC 5322 allows 998 characters of a line. */
const subjectMax = 180;

export type Mail = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly shortened: boolean;
};

/** The message as a mail, in plain text and as HTML that needs no picture and no style sheet. */
export function renderMail(message: Shareable): Mail {
  const plain = (text: string): string => text;
  const subject = cutText(headline(message), subjectMax, plain);
  const asText = fitLines(message.lines, room, plain);
  const asHtml = fitLines(message.lines, room, escapeHtml);
  const head = headline(message);
  const link = message.link;
  const text = [head, "", ...asText.lines, ...(link === undefined ? [] : ["", `${linkWords}: ${link}`]), ""].join("\n");
  const foot = link === undefined ? "" : `<p><a href="${escapeHtml(link)}">${linkWords}</a></p>\n`;
  const html =
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject.text)}</title></head>\n` +
    `<body style="font:15px/22px system-ui,sans-serif;max-width:40em">\n` +
    `<p><strong>${escapeHtml(head)}</strong></p>\n` +
    `${asHtml.lines.map((line) => `<p>${line}</p>\n`).join("")}${foot}</body></html>\n`;
  return { subject: subject.text, text, html, shortened: subject.cut || asText.shortened || asHtml.shortened };
}

/** The five characters with a meaning in HTML's text and attributes. */
export function escapeHtml(plain: string): string {
  return plain.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
