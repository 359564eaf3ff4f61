import { html, raw } from "hono/html";
import { sha256 } from "../../base/hash.ts";
import { toBase64 } from "../../domain/audit/note.ts";
import { count } from "../../domain/text/amount-text.ts";
import { parseIsoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import type { Matter } from "../../operations/matter.ts";
import type { BookStatus, ImportStatus, Status } from "../../operations/status.ts";
import { earnedCard, raceCard, sourcesCard } from "./figures.ts";
import { hatching, logo } from "./marks.ts";
import { platformsCard } from "./platforms.ts";
import { style } from "./style.ts";

type Html = ReturnType<typeof html>;

/** For the content policy: the page's only style, by its hash. */
export const styleHash = toBase64(sha256(style));

/** The plain page: what was earned and how complete that is, what is not right, what came in, where things are. */
export function statusPage(status: Status): Html {
  const first = status.books[0];
  const zone = first?.timeZone ?? "UTC";
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${status.demo ? "Demo shop · Millrace" : "Millrace"}</title><style>${raw(style)}</style></head>
<body>${hatching()}<div class="wrap">
<header class="brand">${logo()}Millrace<span class="state"><span class="dot" aria-hidden="true"></span>Running since ${localMoment(status.startedAt, zone)}</span></header>
${status.demo ? demoLabel() : ""}<main>${status.books.map((book, i) => bookPart(book, status, i === 0))}</main>
</div></body></html>`;
}

/** Never to be mistaken for the owner's own figures. */
function demoLabel(): Html {
  return html`<p class="demo"><b>Demo shop.</b> Made-up buyers, kept apart from your books.</p>`;
}

function ownShopCard(): Html {
  return html`<section class="card"><h2>Use your own shop</h2><p>Connect a platform, or import the files it exports; the demo shop then goes away by itself.</p>
<code class="cmd">npx millrace connect gumroad</code><code class="cmd">npx millrace import sales.csv</code></section>`;
}

function bookPart(book: BookStatus, status: Status, isFirst: boolean): Html {
  const side = isFirst
    ? html`<div class="col">${mattersCard(status.matters)}${placesCard(status)}</div>`
    : html`<div class="col"></div>`;
  return html`<section class="${isFirst ? "" : "section"}"><div class="top"><h1>${book.name}</h1><p class="sub">Days of ${book.timeZone}, as of ${localMoment(status.now, book.timeZone)}</p></div>
<div class="grid"><div class="col">${earnedCard(book)}${raceCard(book)}${platformsCard(book)}${sourcesCard(book)}${status.demo ? ownShopCard() : importsCard(book, status)}</div>${side}</div></section>`;
}

function mattersCard(matters: readonly Matter[]): Html {
  const body =
    matters.length === 0
      ? html`<p class="label">Nothing.</p>`
      : html`<ul class="rows">${matters.slice(0, 12).map((matter) => html`<li><p>${matter.sentence}</p>${matter.fix ? html`<p class="small">${matter.fix}</p>` : ""}</li>`)}</ul>`;
  return html`<section class="card"><h2>To look at${matters.length > 0 ? html` <span class="chip">${matters.length}</span>` : ""}</h2>${body}</section>`;
}

function placesCard(status: Status): Html {
  const place = (title: string, path: string): Html => html`<div><dt>${title}</dt><dd><code>${path}</code></dd></div>`;
  return html`<section class="card"><h2>Where things are</h2><dl>${place("Inbox: files dropped here are imported", status.inbox)}${place("Your books, encrypted", status.database)}${place("Log", status.log)}</dl>
<p class="small"><br>Millrace ${status.version} · <a href="/api/v1/status">status</a> · <a href="/api/v1/report?by=month">report</a> as JSON</p></section>`;
}

function importsCard(book: BookStatus, status: Status): Html {
  if (book.imports.length === 0) {
    return html`<section class="card"><h2>Bring your sales in</h2><p>Drop the CSV files that your platforms export into the inbox, or import them here:</p>
<code class="cmd">npx millrace import sales.csv --dry-run</code><code class="cmd">npx millrace import sales.csv</code>
<p class="small"><br>Gumroad, Etsy, Shopify, Stripe, PayPal, Lemon Squeezy, Ko-fi and M-Pesa are recognised by themselves. The inbox is <code>${status.inbox}</code>.</p></section>`;
  }
  const rows = book.imports.map(
    (one) =>
      html`<li><p class="name">${one.file}</p><p class="small">${stateWords[one.state]} ${localMoment(one.finishedAt ?? one.startedAt, book.timeZone)} · ${rowsText(one.rows)}</p></li>`,
  );
  const more =
    book.importsTotal > book.imports.length
      ? html`<p class="small"><br>and ${book.importsTotal - book.imports.length} before; <code>millrace imports list</code> shows all.</p>`
      : "";
  return html`<section class="card"><h2>Last imports</h2><ul class="rows">${rows}</ul>${more}</section>`;
}

function rowsText({ booked, known, refused }: ImportStatus["rows"]): string {
  const parts = [`${count(booked)} ${booked === 1 ? "row" : "rows"} booked`];
  if (known > 0) parts.push(`${count(known)} already known`);
  if (refused > 0) parts.push(`${count(refused)} refused`);
  return parts.join(", ");
}

const stateWords = { done: "Read to its end", stopped: "Broke off", running: "Reading since" } as const;

function localMoment(iso: string, zone: string): string {
  return momentName(parseIsoTime(iso) ?? 0, zone);
}
