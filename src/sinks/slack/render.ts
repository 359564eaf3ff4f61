import type { Shareable } from "../../spec/sink.ts";
import { cutText, fitLines } from "../../spec/sink-kit/fit-lines.ts";
import { headline, linkWords } from "../../spec/sink-kit/headline.ts";

/** The three characters with a meaning everywhere in Slack (docs.slack.dev, "Formatting message text"). */
export function escapeSlack(plain: string): string {
  return plain.replace(/[&<>]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : "&gt;"));
}

/**
 * Block Kit's limits: header 150 characters, text of a section 3,000. All blocks together are kept to about 9,000,
 * since Slack refuses somewhere above 13,000. The text beside the blocks is what notifications show.
 */
const headerMax = 150;
const sectionMax = 3_000;
const bodyRoom = { unitsMax: 8_000, linesMax: 100, lineUnitsMax: 2_000 };
const fallbackRoom = { unitsMax: 2_900, linesMax: 20, lineUnitsMax: 1_000 };

export type SlackBody = { readonly text: string; readonly blocks: readonly object[] };

/** The message as the body of a call to an incoming webhook. */
export function renderSlack(message: Shareable): { readonly body: SlackBody; readonly shortened: boolean } {
  const plain = (text: string): string => text;
  const header = cutText(headline(message), headerMax, plain);
  const whole = header.cut ? [headline(message), ...message.lines] : message.lines;
  const fitted = fitLines(whole, bodyRoom, escapeSlack);
  const fallback = fitLines([headline(message), ...message.lines], fallbackRoom, escapeSlack);
  const link = message.link === undefined ? [] : [section(`<${escapeSlack(message.link)}|${linkWords}>`)];
  const blocks = [
    { type: "header", text: { type: "plain_text", text: header.text, emoji: false } },
    ...sections(fitted.lines).map(section),
    ...link,
  ];
  return { body: { text: fallback.lines.join("\n"), blocks }, shortened: fitted.shortened };
}

/** `verbatim` keeps Slack from making links and mentions out of names it finds in the text. */
function section(text: string): object {
  return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

function sections(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (const line of lines) {
    if (line === "") continue;
    const before = out.at(-1);
    if (before === undefined || before.length + 1 + line.length > sectionMax) out.push(line);
    else out[out.length - 1] = `${before}\n${line}`;
  }
  return out;
}
