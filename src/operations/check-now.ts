import { join } from "node:path";
import { anchorsFolder } from "../audit/program.ts";
import { assert } from "../base/assert.ts";
import type { Millis } from "../base/clock.ts";
import { toHex } from "../base/hash.ts";
import type { Random } from "../base/random.ts";
import { counted } from "../domain/text/amount-text.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { auditHeadAt } from "../store/audit-head-at.ts";
import { auditHead } from "../store/audit-log.ts";
import { type Book, listBooks } from "../store/book.ts";
import { breathing } from "../store/breathing.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import type { Asked } from "./as-of.ts";
import { auditCheckOf, keepAuditCheck } from "./audit-check.ts";
import { checkWholeBooks } from "./check-books.ts";
import { verifyBooks } from "./verify-books.ts";
import type { Workplace } from "./workplace.ts";

type Desk = Pick<Workplace, "store" | "clock">;

/** What a check came to; kept until the next one. */
export type KeptCheck = {
  readonly at: string;
  readonly sound: boolean;
  readonly links: number;
  readonly entries: number;
  readonly transfers: number;
  readonly accounts: number;
  readonly objects: number;
  readonly anchored: number;
  readonly findings: readonly string[];
  readonly more: number;
};

type Under = { readonly since: string; what: "entries" | "objects" | "links"; done: number; total: number };

export type CheckState = {
  readonly running: Readonly<Under> | null;
  readonly last: KeptCheck | null;
  readonly head: { readonly link: number; readonly hash: string };
};

type UnderWay = { readonly under: Under; readonly ended: Promise<void> };

/** Checks that are under way in this process, by database and book. */
const running = new WeakMap<object, Map<bigint, UnderWay>>();

const findingsMax = 20;
/** Others get their turn this often while the books are walked. */
const breathEveryMs = 8;

const settingOf = (book: Book): string => `books-check/${book.id}`;

/** What the last check came to, whether one is under way, and where the audit record ends. */
export async function checkState({ store, clock }: Desk, book: Book, { asOf }: Asked = {}): Promise<CheckState> {
  const kept = await readSetting(store, settingOf(book));
  const last = kept === undefined ? null : (JSON.parse(kept) as KeptCheck);
  const past = asOf !== undefined && asOf < clock.now() ? asOf : undefined;
  const head = past === undefined ? await auditHead(store) : await auditHeadAt(store, past);
  return {
    running: running.get(store)?.get(book.id)?.under ?? null,
    // What was found out later was not known then.
    last: past !== undefined && last && Date.parse(last.at) > past ? null : last,
    head: { link: Number(head.seq), hash: toHex(head.hash) },
  };
}

/** Begins to check books and audit record; one that is under way goes on. `ended` resolves when it is over. */
export function startCheck(workplace: Workplace, book: Book): { readonly ended: Promise<void> } {
  const { store, clock, log } = workplace;
  const here = running.get(store) ?? new Map<bigint, UnderWay>();
  running.set(store, here);
  const known = here.get(book.id);
  if (known) return known;
  const under: Under = { since: isoTime(clock.now()), what: "entries", done: 0, total: 0 };
  const ended = checkAll(workplace, book, under)
    .catch((cause: unknown) => log.error({ err: cause }, "The books could not be checked."))
    .finally(() => here.delete(book.id));
  here.set(book.id, { under, ended });
  return { ended };
}

async function checkAll(workplace: Workplace, book: Book, under: Under): Promise<void> {
  const { clock, installation } = workplace;
  const store = breathing(workplace.store, breaths(clock));
  const tell = (what: Under["what"]) => (done: number | bigint, total: number | bigint) =>
    Object.assign(under, { what, done: Number(done), total: Number(total) });
  const books = await checkWholeBooks({ ...workplace, store }, book, {
    onProgress: tell("entries"),
    onObjects: tell("objects"),
  });
  const folder = join(installation.dataDir, anchorsFolder);
  const record = await verifyBooks(store, installation.master, { folder, random: noChance, onProgress: tell("links") });
  const wrong = books.findings
    .filter(({ kind }) => kind === "wrong")
    .map(({ where, sentence }) => `${where}: ${sentence}`);
  const chain = record.ok ? record.value.findings.map(({ sentence }) => sentence) : [record.error.sentence];
  const all = [...wrong, ...books.derived.findings, ...chain];
  const hidden = books.leftOut + books.derived.more + (record.ok ? record.value.findingsTotal - chain.length : 0);
  const kept: KeptCheck = {
    at: isoTime(clock.now()),
    sound: books.sound && record.ok && record.value.ok,
    links: record.ok ? record.value.head.seq : 0,
    entries: Number(books.txns),
    transfers: Number(books.transfers),
    accounts: books.accounts,
    objects: books.derived.objects,
    anchored: record.ok ? record.value.anchored : 0,
    findings: all.slice(0, findingsMax),
    more: hidden + Math.max(0, all.length - findingsMax),
  };
  if (!kept.sound)
    workplace.log.error({ book: book.slug }, `A check found ${counted(all.length + hidden, "thing")} wrong.`);
  await workplace.store.transaction(async (tx) => {
    await writeSetting(tx, settingOf(book), JSON.stringify(kept));
    if (record.ok) await keepAuditCheck(tx, auditCheckOf(record.value, clock.now()));
  });
}

/** Checks every book, one after the other. Gives the books in which something was found wrong. */
export async function checkEveryBook(workplace: Workplace): Promise<{ checked: number; wrong: readonly string[] }> {
  const books = await listBooks(workplace.store);
  const wrong: string[] = [];
  for (const book of books) {
    const begun = isoTime(workplace.clock.now());
    await startCheck(workplace, book).ended;
    const { last } = await checkState(workplace, book);
    // One that could not be finished has said why in the log, and vouches for nothing.
    if (!last?.sound || last.at < begun) wrong.push(book.slug);
  }
  return { checked: books.length, wrong };
}

function breaths(clock: Workplace["clock"]): () => Promise<void> {
  let last: Millis = clock.now();
  return async () => {
    if (clock.now() - last < breathEveryMs) return;
    await clock.sleep(0);
    last = clock.now();
  };
}

/** Opening a key takes no chance; a check that wanted to make one would be wrong. */
const noChance: Random = {
  bytes: () => {
    assert(false, "a check of the books makes no keys");
    return new Uint8Array();
  },
};
