import { ProblemError } from "../base/problem.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { formatMinor } from "../domain/money/money.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { openBuyer } from "../intake/buyers.ts";
import { type RawRow, rawRecord, rawRows } from "../intake/raw-rows.ts";
import { openSealed, type Sealing } from "../intake/sealing.ts";
import { exportJsonl } from "../ledger/export/jsonl.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Book } from "../store/book.ts";
import { pageOfSeen, type SeenRow, salesOfBuyers, seenUnder } from "../store/buyer.ts";
import { listImports } from "../store/file-import.ts";
import type { Handle } from "../store/handle.ts";
import { listSales, type SaleRow } from "../store/sale.ts";
import { type BuyerTyped, findBuyer } from "./erase-buyer.ts";
import type { Workplace } from "./workplace.ts";

type Desk = Pick<Workplace, "store" | "sealing" | "clock" | "actor">;

const pageSize = 500;
const line = (value: object): string => `${JSON.stringify(value)}\n`;

/**
 * All that is kept of one buyer as JSON lines: who it is, the sales, and every row that names them as it was received.
 * Written to the audit record first. Throws a `ProblemError`, problems as of `findBuyer`.
 */
export async function* exportBuyer(workplace: Desk, book: Book, typed: BuyerTyped): AsyncGenerator<string> {
  const { store, sealing, clock, actor } = workplace;
  const found = await findBuyer(workplace, book, typed);
  if (!found.ok) throw new ProblemError(found.error);
  const ids = found.value.map(({ id }) => id);
  const payload = auditPayload({ book: book.id, subjects: ids });
  await store.transaction((tx) => appendAudit(tx, [{ ts: clock.now(), actor, action: "buyer.export", payload }]));
  for (const id of ids) yield line({ type: "buyer", ...(await openBuyer(store, sealing, id)) });
  for (const sale of await salesOfBuyers(store, book.id, ids)) yield line(saleOf(sale));
  const headers = await headersOf(store, book);
  const keys = found.value.map(({ keyId }) => keyId);
  for (const row of await seenUnder(store, book.id, keys)) yield line(await seenOf(store, sealing, row, headers));
}

/**
 * Everything of a book as JSON lines: what its ledger is made from (the form of `books export`), every sale, and every row
 * ever received, with the buyers they name unless they were erased. Written to the audit record first.
 */
export async function* exportShop(workplace: Desk, book: Book): AsyncGenerator<string> {
  const { store, sealing, clock, actor } = workplace;
  const payload = auditPayload({ book: book.id });
  await store.transaction((tx) => appendAudit(tx, [{ ts: clock.now(), actor, action: "shop.export", payload }]));
  yield* exportJsonl(store, book);
  for (let after: SaleRow | undefined; ; ) {
    const sales = await listSales(store, book.id, {}, pageSize, after);
    if (sales.length === 0) break;
    yield sales.map((sale) => line(saleOf(sale))).join("");
    after = sales.at(-1);
  }
  const headers = await headersOf(store, book);
  for (let after = 0n; ; ) {
    const rows = await pageOfSeen(store, book.id, after, pageSize);
    const last = rows.at(-1);
    if (!last) break;
    const lines: string[] = [];
    for (const row of rows) lines.push(line(await seenOf(store, sealing, row, headers)));
    yield lines.join("");
    after = last.id;
  }
}

function saleOf(sale: SaleRow): object {
  const { objectKey, source, externalId, nature, status, occurredAt, day, productId, productName, country, currency } =
    sale;
  const text = (amount: bigint): string => formatMinor(amount, currency);
  return {
    type: "sale",
    key: objectKey,
    source,
    id: externalId,
    nature,
    status,
    occurredAt: isoTime(occurredAt),
    day,
    product: { id: productId, name: productName },
    country,
    currency,
    gross: text(sale.gross),
    fees: text(sale.fees),
    refunded: text(sale.refunded),
    taxes: text(sale.taxes),
    net: text(sale.net),
  };
}

type Headers = ReadonlyMap<bigint, { readonly fileName: string; readonly header: readonly string[] }>;

async function headersOf(handle: Handle, book: Book): Promise<Headers> {
  return new Map((await listImports(handle, book.id)).map((one) => [one.id, one]));
}

async function seenOf(handle: Handle, sealing: Sealing, row: SeenRow, headers: Headers): Promise<object> {
  const file = row.importId === null ? undefined : headers.get(row.importId);
  const body = await openSealed(handle, sealing, row.keyId, row.body, { kind: "observation", id: row.deliveryId });
  const text = body && Buffer.from(body).toString("utf8");
  const rows: readonly RawRow[] | undefined =
    text === undefined ? undefined : file ? rawRows(text, file.header) : rawRecord(text);
  return {
    type: "seen",
    of: row.objectKey,
    source: row.source,
    kind: row.kind,
    receivedAt: isoTime(row.receivedAt),
    ...(file ? { file: file.fileName } : {}),
    // Null: erased with its buyer.
    rows: rows?.map(({ cells }) => cells) ?? null,
  };
}
