import { currencyExponent } from "../money/currency.ts";
import { formatMinor } from "../money/money.ts";

const amountNames =
  /^(?:gross|shipping|tax|platformTax|affiliate|disputeFee|disputedAmount|disputeFeeReturned|disputeCredit|amount|fee|fees\..+|from\.amount|to\.amount|refunded by .+)$/;

/** What is known of an object, with amounts in major units: `2900` cents become `29.00`. */
export function knownInMajor(known: Readonly<Record<string, string>>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(known)) {
    const currency =
      known[name === "from.amount" ? "from.currency" : name === "to.amount" ? "to.currency" : "currency"] ?? "";
    const isAmount = amountNames.test(name) && /^-?\d+$/.test(value) && currencyExponent(currency) !== undefined;
    out[name] = isAmount ? formatMinor(BigInt(value), currency) : value;
  }
  return out;
}
