import { assert } from "../../base/assert.ts";

export type AccountType = "asset" | "liability" | "equity" | "income" | "expense";

/** `debit_nonneg`: we authorise spending from it, so it may never be overdrawn, holds included. */
export type Floor = "none" | "debit_nonneg" | "credit_nonneg";

/** What the path of an account says about it. */
export type AccountNature = { readonly type: AccountType; readonly floor: Floor };

const typeOfRoot: Readonly<Record<string, AccountType>> = {
  assets: "asset",
  liabilities: "liability",
  equity: "equity",
  income: "income",
  expenses: "expense",
  suspense: "asset",
};

/** Roots of the accounts that money leaves by our own order: only these have a floor (platforms may go negative). */
const flooredPrefixes = ["assets:bank:", "assets:mpesa:"];

/** The type and floor of an account, read from its path (`type:group:instance[:sub]`). */
export function accountNature(path: string): AccountNature {
  const root = path.slice(0, path.indexOf(":"));
  const type = typeOfRoot[root];
  assert(type !== undefined, `account path ${path} begins with a known root`);
  return { type, floor: flooredPrefixes.some((prefix) => path.startsWith(prefix)) ? "debit_nonneg" : "none" };
}

const pathPattern = /^(?:assets|liabilities|equity|income|expenses|suspense)(?::[\p{L}\p{N}\p{M}_.-]{1,80}){1,7}$/u;

/** Whether the text can be an account's path: a known root, then 1 to 7 segments as `segment` makes them. */
export function isAccountPath(path: string): boolean {
  return pathPattern.test(path) && path === path.toLowerCase();
}

/**
 * One segment of an account path: lower case, letters and digits of any script, `-`, `_` and `.`; everything else
 * becomes `-`. Kept to 80 characters so that exports stay readable; never empty.
 */
export function segment(text: string): string {
  const clean = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_.-]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80)
    // The cut may have halved a character of two units, which no database would take.
    .replace(/[\ud800-\udbff]$/, "");
  return clean === "" ? "unnamed" : clean;
}

/** Chart of accounts (reference §1.4). Every path in the books is made here. */
export const chart = {
  balance: (source: string) => `assets:platform:${segment(source)}:main:balance`,
  pending: (source: string) => `assets:platform:${segment(source)}:main:pending`,
  reserve: (source: string) => `assets:platform:${segment(source)}:main:reserve`,
  transit: (source: string) => `assets:transit:${segment(source)}:main`,
  bank: (bank: string, account = "main") => `assets:bank:${segment(bank)}:${segment(account)}`,
  mpesa: (shortcode: string, sub: "working" | "utility" | "charges") => `assets:mpesa:${segment(shortcode)}:${sub}`,
  disputes: (source: string) => `assets:disputes:${segment(source)}`,
  payable: (payee: string) => `liabilities:payables:${segment(payee)}`,
  tax: (jurisdiction: string) => `liabilities:tax:${segment(jurisdiction)}`,
  sales: (source: string, product: string) => `income:sales:${segment(source)}:${segment(product)}`,
  refunds: (source: string, product: string) => `income:refunds:${segment(source)}:${segment(product)}`,
  shipping: (source: string) => `income:shipping:${segment(source)}`,
  adjustments: (source: string) => `income:adjustments:${segment(source)}`,
  fee: (source: string, kind: string) => `expenses:fees:${segment(source)}:${segment(kind)}`,
  affiliates: (source: string) => `expenses:affiliates:${segment(source)}`,
  chargebacks: (source: string) => `expenses:chargebacks:${segment(source)}`,
  tariff: (rail: string) => `expenses:tariff:${segment(rail)}`,
  bankFees: () => "expenses:bank-fees",
  fx: () => "equity:fx",
  fxGain: () => "income:fx-gain",
  fxLoss: () => "expenses:fx-loss",
  opening: () => "equity:opening",
  owner: () => "equity:owner",
  suspense: (source: string) => `suspense:${segment(source)}`,
} as const;
