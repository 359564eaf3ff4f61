import { printable } from "../../base/log-plain.ts";
import { codeName } from "../../domain/books/codes.ts";
import { ownSource } from "../../domain/books/txn.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { amount } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import type { AccountStory } from "../../operations/show-account.ts";
import type { StoredAccountEvent } from "../../store/account-event.ts";
import type { HistoryRow } from "../../store/balance.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

/** An account with a page of what was booked on it. `again` is the command that shows the next page. */
export function accountText(story: AccountStory, zone: string, width: number, paint: Paint, again: string): string {
  const { account, events, page } = story;
  const { path, currency } = account;
  const head = `${paint.strong(`${path} (${currency})`)}\n`;
  const told = events.map((event) => `  ${eventText(event, zone)}\n`).join("");
  if (page.rows.length === 0) return `${head}${told}There is nothing more on this account.\n`;
  // Only what a person booked can be undone by its id; what follows from observations is told by its object.
  const own = page.rows.some((row) => row.source === ownSource);
  const right = (title: string) => ({ title, align: "right" as const });
  const columns = [
    { title: "When" },
    right("Amount"),
    { title: "What" },
    { title: "Other side", mayShrink: true },
    { title: "About", mayShrink: true },
    ...(own ? [{ title: "Txn" }] : []),
  ];
  const rows = page.rows.map((row) => [
    momentName(Number(row.occurredAt), zone),
    amount(formatMinor(row.amount, currency)),
    meaning(row),
    row.counterpart,
    row.objectKey,
    ...(own ? [row.source === ownSource ? row.txnId : ""] : []),
  ]);
  const more = page.next === undefined ? "" : `There is more: ${again} --after ${page.next}\n`;
  return `${head}${told}${table(columns, rows, width, paint)}${more}`;
}

/** `Frozen on 9 Dec 2011 12:50 by owner: bank account sold.` */
export function eventText({ kind, at, actor, reason }: StoredAccountEvent, zone: string): string {
  const word = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
  return `${word} on ${momentName(at, zone)} by ${printable(actor)}: ${printable(reason)}`;
}

/** What a leg means; holds and their ends move nothing and say so. */
function meaning(row: HistoryRow): string {
  const name = codeName(Number(row.code)) ?? `code ${row.code}`;
  if (row.phase === "pend") return `${name}, held`;
  return row.phase === "void" ? `${name}, let go` : name;
}

/** The same for scripts: amounts as decimal text, positive where the account is debited; times in ISO UTC. */
export function accountJson({ account, events, page }: AccountStory): Record<string, unknown> {
  const { path, currency } = account;
  return {
    account: path,
    currency,
    state: events.at(-1)?.kind === "frozen" || events.at(-1)?.kind === "closed" ? events.at(-1)?.kind : "open",
    events: events.map(eventJson),
    rows: page.rows.map((row) => ({
      id: row.transferId,
      txn: row.txnId,
      seq: row.seq,
      kind: row.kind,
      source: row.source,
      object: row.objectKey,
      occurredAt: isoTime(Number(row.occurredAt)),
      recordedAt: isoTime(Number(row.recordedAt)),
      meaning: codeName(Number(row.code)) ?? `code ${row.code}`,
      phase: row.phase,
      counterpart: row.counterpart,
      amount: formatMinor(row.amount, currency),
    })),
    next: page.next ?? null,
  };
}

/** One decision about an account, for scripts. */
export function eventJson({ kind, at, actor, reason }: StoredAccountEvent): Record<string, string> {
  return { kind, at: isoTime(at), by: actor, reason };
}
