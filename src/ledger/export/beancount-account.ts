const roots: Readonly<Record<string, string>> = {
  assets: "Assets",
  liabilities: "Liabilities",
  equity: "Equity",
  income: "Income",
  expenses: "Expenses",
};

/** The group under Assets that Beancount, which knows five roots only, gets our `suspense` accounts in. */
const suspenseGroup = "Suspense";

/**
 * The name of an account in Beancount, where each part begins with a capital or digit and holds only letters, digits
 * and dashes. No two paths give the same name, and `pathOfBeancount` gives the path back: the first letter is
 * capitalised, and what cannot stand is written `X`, its hexadecimal number, `X` (no path has capitals of its own).
 */
export function beancountAccount(path: string): string {
  const [root = "", ...parts] = path.split(":");
  if (root === "suspense") return ["Assets", suspenseGroup, ...parts.map(encodePart)].join(":");
  const [group = "", ...rest] = parts;
  const first = root === "assets" && group === "suspense" ? escape("s") + encodeRest("uspense") : encodePart(group);
  return [roots[root] ?? root, first, ...rest.map(encodePart)].join(":");
}

/** The path that a name made by `beancountAccount` stands for. */
export function pathOfBeancount(name: string): string {
  const [root = "", ...parts] = name.split(":");
  if (root === "Assets" && parts[0] === suspenseGroup) return ["suspense", ...parts.slice(1).map(decodePart)].join(":");
  return [root.toLowerCase(), ...parts.map(decodePart)].join(":");
}

function encodePart(part: string): string {
  const first = String.fromCodePoint(part.codePointAt(0) ?? 0);
  const rest = encodeRest(part.slice(first.length));
  if (/^\p{Nd}$/u.test(first)) return first + rest;
  const capital = first.toUpperCase();
  // An x would capitalise to the mark of an escape; letters without a capital cannot begin a part.
  const stands = first !== "x" && /^\p{Lu}$/u.test(capital) && capital.toLowerCase() === first;
  return (stands ? capital : escape(first)) + rest;
}

function encodeRest(text: string): string {
  return text.replace(/[^\p{Ll}\p{Lo}\p{Lm}\p{Nd}-]/gu, escape);
}

function escape(character: string): string {
  return `X${character.codePointAt(0)?.toString(16)}X`;
}

function decodePart(part: string): string {
  return part
    .replace(/^(?!X)\p{Lu}/u, (letter) => letter.toLowerCase())
    .replace(/X([0-9a-f]+)X/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
