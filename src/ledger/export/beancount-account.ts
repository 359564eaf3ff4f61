/** The group under Assets that Beancount, which knows five roots only, gets our `suspense` accounts in. */
const suspenseGroup = "Suspense";

/**
 * The name of an account in Beancount, where each part begins with a capital or digit and holds only letters, digits
 * and dashes. No two paths give the same name, and `pathOfBeancount` gives the path back: the first letter is
 * capitalised, and what cannot stand is written `X`, its hexadecimal number, `X` (no path has capitals of its own).
 */
export function beancountAccount(path: string): string {
  const cut = path.indexOf(":");
  const root = path.slice(0, cut);
  const parts = path.slice(cut + 1).split(":");
  if (root === "suspense") return ["Assets", suspenseGroup, ...parts.map(encodePart)].join(":");
  const names = parts.map(encodePart);
  // A group of ours that is called so must not look like our suspense accounts.
  if (root === "assets" && parts[0] === "suspense") names[0] = `${escaped("s")}uspense`;
  return [root.charAt(0).toUpperCase() + root.slice(1), ...names].join(":");
}

/** The path that a name made by `beancountAccount` stands for. */
export function pathOfBeancount(name: string): string {
  const suspense = `Assets:${suspenseGroup}:`;
  const inOurWords = name.startsWith(suspense) ? `Suspense:${name.slice(suspense.length)}` : name;
  return inOurWords.split(":").map(decodePart).join(":");
}

function encodePart(part: string): string {
  return part.replace(/^.|[^\p{Ll}\p{Lo}\p{Lm}\p{Nd}-]/gsu, (character, offset) =>
    offset === 0 ? encodeFirst(character) : escaped(character),
  );
}

function encodeFirst(first: string): string {
  if (/^\p{Nd}$/u.test(first)) return first;
  const capital = first.toUpperCase();
  // An x would capitalise to the mark of an escape; letters without a capital cannot begin a part.
  const stands = first !== "x" && /^\p{Lu}$/u.test(capital) && capital.toLowerCase() === first;
  return stands ? capital : escaped(first);
}

function escaped(character: string): string {
  return `X${(character.codePointAt(0) as number).toString(16)}X`;
}

function decodePart(part: string): string {
  return part
    .replace(/^(?!X)\p{Lu}/u, (letter) => letter.toLowerCase())
    .replace(/X([0-9a-f]+)X/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
