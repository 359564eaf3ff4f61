import fc from "fast-check";
import { type Code, codes } from "../../domain/books/codes.ts";
import type { Leg, TxnDraft } from "../../domain/books/txn.ts";
import type { Store, Tx } from "../../store/handle.ts";
import { legsWithEnds } from "../../store/txn.ts";
import { accountBalances } from "../balances.ts";
import { hold, release, settle, single } from "../holds.ts";
import { post } from "../post.ts";
import { reverse } from "../reverse.ts";
import type { NaiveBooks } from "./naive-books.ts";
import type { TestBooks } from "./text-books.ts";

/** One thing a person or program may ask of the books; numbers point at txns made before. */
export type BookCommand =
  | {
      readonly do: "post";
      readonly legs: readonly Leg[];
      readonly object: number;
      readonly revision: number;
      readonly key: number | undefined;
    }
  | { readonly do: "hold"; readonly legs: readonly Leg[] }
  | { readonly do: "settle"; readonly target: number; readonly share: bigint }
  | { readonly do: "release" | "reverse" | "again"; readonly target: number };

const accounts = [
  "assets:bank:a:main",
  "assets:bank:b:main",
  "assets:platform:p:main:balance",
  "income:sales:p:x",
  "expenses:fees:p:f",
];

const leg: fc.Arbitrary<Leg> = fc
  .record({
    code: fc.constantFrom<Code>(codes.sale, codes["fee-platform"], codes.adjustment),
    debit: fc.constantFrom(...accounts),
    credit: fc.constantFrom(...accounts),
    currency: fc.constantFrom("USD", "KES"),
    amount: fc.bigInt({ min: 1n, max: 500n }),
  })
  .filter(({ debit, credit }) => debit !== credit)
  // A ring of floored accounts inside one txn has no order that is right for all amounts; it is left out.
  .filter(({ debit, credit }) => !(debit === "assets:bank:a:main" && credit === "assets:bank:b:main"));

const legs = fc.array(leg, { minLength: 1, maxLength: 4 });
const target = fc.nat({ max: 30 });

/** Random commands; most are legal, many are not. */
export const bookCommands: fc.Arbitrary<readonly BookCommand[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant("post" as const),
        legs,
        object: fc.nat({ max: 40 }),
        revision: fc.nat({ max: 1 }),
        key: fc.option(fc.nat({ max: 6 }), { nil: undefined }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("hold" as const), legs }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("settle" as const), target, share: fc.bigInt({ min: 0n, max: 100n }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom("release" as const, "reverse" as const, "again" as const), target }),
    },
  ),
  { minLength: 1, maxLength: 25, size: "max" },
);

type Header = Omit<TxnDraft, "legs">;
type Answer =
  | { readonly ok: true; readonly value: { readonly id: string } }
  | { readonly ok: false; readonly error: { readonly code: string } };

/** Gives one command to the real books and to the naive ones: the two answers, each an id or the code of a refusal. */
export async function giveToBoth(
  books: TestBooks<Store>,
  naive: NaiveBooks,
  command: BookCommand,
  id: string,
): Promise<readonly [string, string]> {
  const aim = "target" in command ? aimOf(naive, command) : "";
  const header: Header = { id, kind: "test", source: "test", objectKey: `own/${id}`, revision: 0n, occurredAt: 0 };
  const draft = draftOf(command, header, naive.txns.get(aim)?.draft);
  if (draft?.legs.length === 0) return ["", ""];
  const answer = await books.store.transaction((tx) => giveToReal(tx, books, command, header, draft, aim));
  return [answer.ok ? answer.value.id : answer.error.code, naively(naive, command, header, draft, aim)];
}

/** Holds for what ends holds, any txn for the rest; now and then nothing that exists. */
function aimOf(naive: NaiveBooks, command: Extract<BookCommand, { target: number }>): string {
  const ends = command.do === "settle" || command.do === "release";
  const ids = [...naive.txns]
    .filter(([, { draft }]) => !ends || draft.legs.some((each) => each.phase === "pend"))
    .map(([id]) => id);
  return ids[command.target % (ids.length + 1)] ?? "nothing";
}

/** The draft of commands that have one: what is posted, held, or posted again word for word under another id. */
function draftOf(command: BookCommand, header: Header, earlier: TxnDraft | undefined): TxnDraft | undefined {
  if (command.do === "hold") return { ...header, legs: command.legs.map((each) => ({ ...each, phase: "pend" })) };
  if (command.do === "again") return { ...(earlier ?? { ...header, legs: [] }), id: header.id };
  if (command.do !== "post") return undefined;
  const { legs: given, object, revision, key } = command;
  const draft = { ...header, objectKey: `object/${object}`, revision: BigInt(revision), legs: given };
  // One key always goes with one object, as a caller would have it.
  return key === undefined ? draft : { ...draft, objectKey: `keyed/${key}`, idemKey: `key ${key}` };
}

async function giveToReal(
  tx: Tx,
  books: TestBooks<Store>,
  command: BookCommand,
  header: Header,
  draft: TxnDraft | undefined,
  aim: string,
): Promise<Answer> {
  if (command.do === "hold" && draft) return hold(tx, books.command, draft);
  if (draft) return single(await post(tx, books.command, [draft]));
  if (command.do === "release") return release(tx, books.command, header, aim);
  if (command.do !== "settle") return reverse(tx, { ...books.command, id: header.id }, aim);
  // The real books number legs in the order they were written, so the numbers are asked of them.
  const held = await legsWithEnds(tx, books.book.id, aim);
  return settle(
    tx,
    books.command,
    header,
    aim,
    held.map(({ leg, amount }) => ({ leg: Number(leg), amount: (amount * command.share) / 100n })),
  );
}

function naively(
  naive: NaiveBooks,
  command: BookCommand,
  header: Header,
  draft: TxnDraft | undefined,
  aim: string,
): string {
  if (draft) return naive.post(draft);
  if (command.do === "reverse") return naive.reverse(header.id, aim);
  return naive.end({ ...header, legs: [] }, aim, command.do === "settle" ? command.share : 0n);
}

/** Balances of the real books in the form of the naive ones. */
export async function realBalances(books: TestBooks<Store>): Promise<ReadonlyMap<string, readonly [bigint, bigint]>> {
  const all = await accountBalances(books.store, books.book.id);
  return new Map(
    all
      .filter((b) => b.posted !== 0n || b.pending !== 0n)
      .map((b) => [`${b.path} ${b.currency}`, [b.posted, b.pending]]),
  );
}
