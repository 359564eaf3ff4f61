import { html } from "hono/html";
import { count } from "../../domain/text/amount-text.ts";
import { parseIsoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import type { PlatformStatus, StreamStatus } from "../../operations/platform-status.ts";
import type { BookStatus } from "../../operations/status.ts";

type Html = ReturnType<typeof html>;

/** The platforms that are connected: when each list was last read, and what is wrong with it. */
export function platformsCard(book: BookStatus): Html {
  if (book.platforms.length === 0) return html``;
  return html`<section class="card"><h2>Platforms</h2><ul class="rows">${book.platforms.map((one) => platformRow(one, book.timeZone))}</ul></section>`;
}

function platformRow({ title, account, state, streams }: PlatformStatus, zone: string): Html {
  const failures = [...new Set(streams.flatMap(({ failure }) => failure ?? []))];
  const chip = state === "paused" ? "Paused" : failures.length > 0 ? "Not right" : "Connected";
  return html`<li><p class="name">${title} <span class="chip${chip === "Connected" ? " ok" : ""}">${chip}</span></p><p class="small">${account}</p>
${failures.map((why) => html`<p>${why}</p>`)}
<p class="small">${streams.map((stream, i) => html`${i > 0 ? " · " : ""}${streamText(stream, zone)}`)}</p></li>`;
}

function streamText({ title, readAt, reading, quarantined }: StreamStatus, zone: string): string {
  const read = readAt === null ? "not read to the end yet" : `read ${momentName(parseIsoTime(readAt) ?? 0, zone)}`;
  const now = reading === null ? "" : `, ${count(reading)} so far`;
  const odd = quarantined === 0 ? "" : `, ${count(quarantined)} not understood`;
  return `${title} ${read}${now}${odd}`;
}
