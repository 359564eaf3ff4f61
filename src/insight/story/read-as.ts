import { currencyExponent } from "../../domain/money/currency.ts";
import { formatMinor } from "../../domain/money/money.ts";

/**
 * Tells which amounts were read from what stands in a raw record. Nothing keeps which field an amount came from, so a
 * field counts as used when it holds the amount itself: in major units with a point, or in minor units of three
 * digits or more.
 * @param known what is known, amounts in minor units
 */
export function readAs(known: Readonly<Record<string, string>>): (cell: string) => string | undefined {
  const currency = known["currency"] ?? "";
  const meanings = new Map<string, string>();
  if (currencyExponent(currency) === undefined) return () => undefined;
  for (const [name, value] of Object.entries(known)) {
    if (!amounts.test(name) || !/^-?\d{1,17}$/.test(value)) continue;
    const major = formatMinor(BigInt(value), currency);
    meanings.set(plain(major), `${major} ${currency}`);
    if (value.length >= 3) meanings.set(value, `${major} ${currency}`);
  }
  return (cell) =>
    meanings.get(
      plain(
        cell
          .trim()
          .replace(/^[^\d-]+/, "")
          .replace(/,(?=\d{3})/g, ""),
      ),
    );
}

/** Some files write 29.0 where others write 29.00; a number without a point stays as it is, it may be minor units. */
function plain(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/0+$/, "") : decimal;
}

const amounts =
  /^(?:gross|shipping|tax|platformTax|affiliate|disputeFee|disputedAmount|amount|fee|fees\..+|refunded by .+)$/;
