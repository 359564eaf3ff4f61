import { platformName } from "../../lib/format/platform-name.ts";
import type { Words } from "./words.en.ts";

/** The parts of the books, as a seller looks at them, in this order. */
export const sections = ["have", "earned", "cost", "owe", "own", "unexplained"] as const;
export type Section = (typeof sections)[number];

const sectionOfRoot: Readonly<Record<string, Section>> = {
  assets: "have",
  income: "earned",
  expenses: "cost",
  liabilities: "owe",
  equity: "own",
  suspense: "unexplained",
};

/** Where an account belongs, by the first word of its path. */
export const sectionOf = (path: string): Section => sectionOfRoot[path.split(":")[0] ?? ""] ?? "unexplained";

/** What accounts are shown together: `income:sales:gumroad` of all its products. */
export function groupOf(path: string): string {
  const parts = path.split(":");
  return parts.slice(0, parts[0] === "income" || parts[0] === "expenses" ? 3 : 2).join(":");
}

/** A product's own name, by its source and the segment of its id. */
type ProductName = (source: string, segment: string) => string | undefined;

/** What a seller calls an account. Paths that no rule names are shown as they are. */
export function accountName(path: string, w: Words, productName: ProductName): string {
  const [root = "", group = "", first = "", second = "", third = ""] = path.split(":");
  const a = w.accounts;
  const at = platformName(first);
  switch (`${root}:${group}`) {
    case "assets:platform":
      return third === "reserve" ? a.reserve(at) : third === "pending" ? a.pending(at) : a.balance(at);
    case "assets:transit":
      return a.transit(at);
    case "assets:bank":
      return second === "main" || second === "" ? a.bank(at) : a.bankAccount(at, second);
    case "assets:mpesa":
      return a.mpesa(first, second);
    case "assets:disputes":
      return a.disputes(at);
    case "liabilities:payables":
      return a.payable(at);
    case "liabilities:tax":
      return a.tax(first.toUpperCase());
    case "equity:owner":
      return a.owner;
    case "equity:opening":
      return a.opening;
    case "equity:fx":
      return a.exchange;
    default:
      return root === "suspense" ? a.suspense(platformName(group)) : earnedOrCost(path, w, productName);
  }
}

function earnedOrCost(path: string, w: Words, productName: ProductName): string {
  const [root = "", group = "", first = "", second = ""] = path.split(":");
  const a = w.accounts;
  const at = platformName(first);
  const product = productName(first, second) ?? (second === "unnamed" ? w.noProduct : spaced(second));
  switch (`${root}:${group}`) {
    case "income:sales":
      return second === "" ? a.sales(at) : a.salesOf(product);
    case "income:refunds":
      return second === "" ? a.refunds(at) : a.refundsOf(product);
    case "income:shipping":
      return a.shipping(at);
    case "income:adjustments":
      return a.adjustments(at);
    case "income:fx-gain":
      return a.exchangeGain;
    case "expenses:fx-loss":
      return a.exchangeLoss;
    case "expenses:fees":
      return second === "" ? a.fees(at) : a.feesOf(at, spaced(second));
    case "expenses:affiliates":
      return a.affiliates(at);
    case "expenses:chargebacks":
      return a.chargebacks(at);
    case "expenses:tariff":
      return a.tariff(at);
    case "expenses:bank-fees":
      return a.bankFees;
    default:
      return path;
  }
}

const spaced = (segment: string): string => segment.replaceAll("-", " ");
