import { type RawBuilder, sql } from "kysely";
import type { Handle } from "./handle.ts";

/** Which sales are looked for. Times UTC milliseconds, from inclusive and to exclusive; amounts minor units, both inclusive. */
export type SaleSearch = {
  readonly source?: string;
  readonly status?: string;
  readonly country?: string;
  readonly product?: string;
  readonly currency?: string;
  readonly from?: number;
  readonly to?: number;
  readonly grossFrom?: bigint;
  readonly grossTo?: bigint;
  readonly text?: SaleText;
};

/** What a text stands for: the beginning of an id, one of these products, or a part of a name of several products. */
export type SaleText = { readonly lower: string; readonly productIds: readonly string[] };

/** Each condition but that of the text, on the columns of `sale`. */
export function saleConditions(search: SaleSearch): readonly RawBuilder<unknown>[] {
  const { source, status, country, product, currency, from, to, grossFrom, grossTo } = search;
  return [
    ...(source === undefined ? [] : [sql`source=${source}`]),
    ...(status === undefined ? [] : [sql`status=${status}`]),
    ...(country === undefined ? [] : [sql`country=${country}`]),
    ...(product === undefined ? [] : [sql`product_id=${product}`]),
    ...(currency === undefined ? [] : [sql`currency=${currency}`]),
    ...(from === undefined ? [] : [sql`occurred_at>=${BigInt(from)}`]),
    ...(to === undefined ? [] : [sql`occurred_at<${BigInt(to)}`]),
    ...(grossFrom === undefined ? [] : [sql`gross>=${grossFrom}`]),
    ...(grossTo === undefined ? [] : [sql`gross<=${grossTo}`]),
  ];
}

/** Ids that begin so, in the order that the index has on this engine. */
export function idsFrom(handle: Handle, lower: string): RawBuilder<unknown> {
  const column = sql.raw(handle.engine === "sqlite" ? "lower(external_id)" : 'lower(external_id) COLLATE "C"');
  return sql`${column}>=${lower} AND ${column}<${`${lower}\u{10ffff}`}`;
}

/** Sales of one of these products. */
export function ofProducts(handle: Handle, ids: readonly string[]): RawBuilder<unknown> {
  return handle.engine === "sqlite"
    ? sql`product_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
    : sql`product_id = ANY(${ids})`;
}

/** Sales of several products, which have a name of their own, with the text in it. */
export function severalNamed(lower: string): RawBuilder<unknown> {
  const part = `%${lower.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`product_id='' AND lower(product_name) LIKE ${part} ESCAPE '\\'`;
}

/** All of them together; true of none. */
export function allOf(where: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return where.length === 0 ? sql`1=1` : sql.join(where, sql` AND `);
}
