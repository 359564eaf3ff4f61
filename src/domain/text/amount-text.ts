/**
 * A decimal amount as a person reads it: `-10655622.48` → `−10,655,622.48`. A true minus sign, grouped thousands, all
 * decimals of its currency, never shortened.
 */
export function amount(decimal: string): string {
  const negative = decimal.startsWith("-");
  const [whole = "", fraction] = (negative ? decimal.slice(1) : decimal).split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return `${negative ? "\u2212" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** The same amount taken away instead of added: zero stays zero. */
export function negated(decimal: string): string {
  if (isZero(decimal)) return decimal.replace("-", "");
  return decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`;
}

/** An amount with its currency's code: `64,500.00 KES`. */
export function money(decimal: string, currency: string): string {
  return `${amount(decimal)} ${currency}`;
}

/** A count with grouped thousands. */
export function count(n: number | bigint): string {
  return amount(n.toString());
}

/** `1 row`, `2 rows`: the noun in the number that fits. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Whether a decimal text is nothing. */
export function isZero(decimal: string): boolean {
  return /^-?[0.]*$/.test(decimal);
}
