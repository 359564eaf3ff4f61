import { z } from "zod";
import { ok } from "../../base/result.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { count } from "../../domain/text/amount-text.ts";
import { countryCode } from "../../domain/text/country.ts";
import { nextDay, startOfDay } from "../../domain/time/day.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { hideBuyer } from "../../intake/raw-rows.ts";
import { showObject } from "../../operations/show-object.ts";
import { listSales, type SaleCursor, type SaleFilter, type SaleRow } from "../../store/sale.ts";
import type { Desk } from "../caller.ts";
import { defineTool } from "../tool.ts";
import { limitField, periodFields, periodOf, row } from "./fields.ts";

const statuses = [
  "completed",
  "pending",
  "failed",
  "cancelled",
  "test",
  "refunded",
  "partly-refunded",
  "disputed",
  "lost",
  "incomplete",
] as const;
const word = z.string().min(1).max(100);

/** The sales one by one, without who bought. */
export const sales = defineTool({
  name: "list_sales",
  title: "List sales",
  description:
    "Sales, refunds and adjustments one by one, newest first, filtered by source, status, currency, country, product, period or words. Buyers are never shown.",
  needs: "read",
  input: {
    ...periodFields,
    source: word.optional().describe("Only of this platform, such as gumroad."),
    status: z.enum(statuses).optional(),
    currency: z.string().length(3).optional(),
    country: word.optional().describe("Two letters, or a name."),
    product: word.optional().describe("The product's id."),
    text: word.optional().describe("Only with this in the sale's id or the product's name."),
    limit: limitField(25, 200),
    cursor: z
      .string()
      .regex(/^\d{1,15} .{1,300}$/u, 'it is not what "next" of an earlier answer said')
      .optional()
      .describe('Goes on where an earlier answer ended: its "next".'),
  },
  output: z.looseObject({ sales: z.array(row), next: z.string().nullable() }),
  run: async (desk, given) => {
    const filter = await filterOf(desk, given);
    if (!filter.ok) return filter;
    const after = given.cursor === undefined ? undefined : cursorOf(given.cursor);
    const { store } = desk.workplace;
    const found = await listSales(store, desk.book.id, filter.value, given.limit + 1, after);
    const shown = found.slice(0, given.limit);
    const last = shown.at(-1);
    const more = found.length > shown.length && last !== undefined;
    const next = more ? `${last.occurredAt} ${last.objectKey}` : null;
    const text =
      shown.length === 0 ? "No sale fits." : `${count(shown.length)} shown${more ? "; there are more" : ""}.`;
    return ok({ text, structured: { sales: shown.map(saleOf), next } });
  },
});

type Wanted = Parameters<typeof periodOf>[1] & {
  readonly source?: string | undefined;
  readonly status?: string | undefined;
  readonly currency?: string | undefined;
  readonly country?: string | undefined;
  readonly product?: string | undefined;
  readonly text?: string | undefined;
};

async function filterOf(desk: Desk, given: Wanted) {
  const { source, status, currency, country, product, text } = given;
  const filter: SaleFilter = {
    ...(source === undefined ? {} : { source }),
    ...(status === undefined ? {} : { status }),
    ...(currency === undefined ? {} : { currency: currency.toUpperCase() }),
    ...(country === undefined ? {} : { country: countryCode(country) }),
    ...(product === undefined ? {} : { product }),
    ...(text === undefined ? {} : { text }),
  };
  if ([given.day, given.month, given.from, given.to].every((one) => one === undefined)) return ok(filter);
  const period = await periodOf(desk, given);
  if (!period.ok) return period;
  const zone = desk.book.timeZone;
  const { from, to } = period.value;
  return ok({ ...filter, from: startOfDay(from, zone), to: startOfDay(nextDay(to), zone) });
}

function cursorOf(text: string): SaleCursor {
  const at = text.indexOf(" ");
  return { occurredAt: Number(text.slice(0, at)), objectKey: text.slice(at + 1) };
}

function saleOf(sale: SaleRow): Record<string, unknown> {
  const { externalId, objectKey, source, nature, status, occurredAt, day, productId, productName, country, currency } =
    sale;
  // A sale that is not complete yet may not even name its currency.
  const text = (minor: bigint): string | null => (currency === "" ? null : formatMinor(minor, currency));
  return {
    id: externalId,
    key: objectKey,
    source,
    nature,
    status,
    at: isoTime(occurredAt),
    day,
    productId,
    productName,
    country,
    currency,
    gross: text(sale.gross),
    fees: text(sale.fees),
    refunded: text(sale.refunded),
    taxes: text(sale.taxes),
    net: text(sale.net),
  };
}

/** One sale's way from what was seen to what is booked. */
export const saleStory = defineTool({
  name: "sale_story",
  title: "A sale's whole story",
  description:
    "One sale or other object from the books: when and where it was seen, what is known from it, which transfers are booked for it. The buyer and the raw rows are not shown.",
  needs: "read",
  input: { id: z.string().min(1).max(300).describe('The sale\'s id, or its key such as "gumroad/sale/abc".') },
  output: z.looseObject({ key: z.string(), seen: z.array(row), known: row, booked: z.array(row) }),
  run: async ({ workplace, book }, given) => {
    const story = await showObject(workplace, book, given.id, false);
    const { objectKey, kind, incomplete, waits, lines, booked } = story;
    // Raw rows stay away as a whole; of what is known, whatever a person's name might be in.
    const { cells: known } = hideBuyer({ line: 1, cells: story.known });
    const seen = story.observations.map(
      ({ kind: way, source, file, lineFrom, lineTo, asOf, receivedAt, fingerprint }) => ({
        way,
        source,
        file: file ?? null,
        lineFrom: lineFrom ?? null,
        lineTo: lineTo ?? null,
        asOf,
        receivedAt,
        fingerprint,
      }),
    );
    const state = incomplete ?? waits;
    const text = `${objectKey}: seen ${seen.length} times, ${booked.length} txns booked${state === undefined ? "" : `; ${state}`}.`;
    return ok({
      text,
      structured: {
        key: objectKey,
        kind,
        incomplete: incomplete ?? null,
        waits: waits ?? null,
        seen,
        known,
        lines,
        booked,
      },
    });
  },
});
