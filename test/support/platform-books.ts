import { sql } from "kysely";
import type { GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { codes } from "../../src/domain/books/codes.ts";
import type { Store } from "../../src/store/handle.ts";

const balance = "assets:platform:gumroad:main:balance";

type Category = "sales" | "refunds" | "chargebacks" | "payouts" | "rest";

const categories: Readonly<Record<number, Category>> = {
  [codes.sale]: "sales",
  [codes.shipping]: "sales",
  [codes.tax]: "sales",
  [codes.refund]: "refunds",
  [codes["refund-tax"]]: "refunds",
  [codes["dispute-open"]]: "chargebacks",
  [codes["payout-sent"]]: "payouts",
};

/** What a platform's own books and ours say, to be equal: by category, by sale, and what is left. In US cents. */
export type BooksSide = {
  readonly categories: Readonly<Record<Category, bigint>>;
  readonly balance: bigint;
  /** By the platform's id; sales that brought nothing are left out. */
  readonly sales: Readonly<Record<string, bigint>>;
};

/** The seller's account as the simulated platform keeps it. */
export function platformSide(twin: GumroadTwin): BooksSide {
  const { totals, balanceCents } = twin.books();
  const { sales, refunds, chargebacks, payouts, ...others } = totals;
  const rest = Object.values(others).reduce((sum, cents) => sum + cents, 0);
  const nets = [...twin.ledger().values()].map(({ id, net }): [string, bigint] => [id, BigInt(net)]);
  return {
    categories: {
      sales: BigInt(sales),
      refunds: BigInt(refunds),
      chargebacks: BigInt(chargebacks),
      payouts: BigInt(payouts),
      rest: BigInt(rest),
    },
    balance: BigInt(balanceCents),
    sales: withoutNothing(nets),
  };
}

type Moved = { readonly key: string; readonly code: bigint; readonly amount: bigint };

/** The same from the transfers in the books. */
export async function ourSide(store: Store): Promise<BooksSide> {
  const { rows } = await sql<Moved>`
    SELECT x.object_key AS key, t.code AS code,
           sum(CASE WHEN d.path=${balance} THEN t.amount ELSE -t.amount END) AS amount
    FROM txn x JOIN transfer t ON t.txn_id=x.id
    JOIN account d ON d.id=t.debit_account JOIN account c ON c.id=t.credit_account
    WHERE d.path=${balance} OR c.path=${balance} GROUP BY x.object_key, t.code`.execute(store.q);
  const sums = { sales: 0n, refunds: 0n, chargebacks: 0n, payouts: 0n, rest: 0n };
  const nets = new Map<string, bigint>();
  for (const { key, code, amount } of rows) {
    sums[categories[Number(code)] ?? "rest"] += amount;
    const id = /^gumroad\/sale\/(.*)$/.exec(key)?.[1];
    if (id !== undefined) nets.set(id, (nets.get(id) ?? 0n) + amount);
  }
  return {
    categories: sums,
    balance: Object.values(sums).reduce((sum, cents) => sum + cents, 0n),
    sales: withoutNothing([...nets]),
  };
}

function withoutNothing(nets: readonly (readonly [string, bigint])[]): Readonly<Record<string, bigint>> {
  return Object.fromEntries(nets.filter(([, net]) => net !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}
