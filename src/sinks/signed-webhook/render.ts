import type { Shareable } from "../../spec/sink.ts";
import { cutText, fitLines } from "../../spec/sink-kit/fit-lines.ts";

/** Receivers commonly take 20 kB; lines are counted as they stand in JSON, at up to three bytes a unit. */
const room = { unitsMax: 5_500, linesMax: 200, lineUnitsMax: 2_000 };
const titleMax = 300;

/** The body of a call, as JSON text. Fields are added over time, never renamed or taken away. */
export function renderWebhook(message: Shareable): { readonly body: string; readonly shortened: boolean } {
  const title = cutText(message.title, titleMax, inJson);
  const fitted = fitLines(message.lines, room, inJson);
  const parsed = (written: string): unknown => JSON.parse(`"${written}"`);
  const body = JSON.stringify({
    type: `millrace.${message.about}`,
    timestamp: new Date(message.at).toISOString(),
    data: {
      key: message.key,
      thread: message.thread ?? null,
      severity: message.severity ?? null,
      title: parsed(title.text),
      lines: fitted.lines.map(parsed),
      shortened: title.cut || fitted.shortened,
      link: message.link ?? null,
    },
  });
  return { body, shortened: title.cut || fitted.shortened };
}

function inJson(plain: string): string {
  return JSON.stringify(plain).slice(1, -1);
}
