/** What to say of each command to who has the pages before her; the first that fits. */
const instead: readonly (readonly [command: RegExp, imperative: string])[] = [
  [/^books reverse\b/, "undo it on the payout's page"],
  [/^inbox\b/, "see Inbox"],
  [/^steps\b/, "see Inbox"],
  [/^(approve|reject)\b/, "answer it in Inbox"],
  [/^actions recall\b/, "take it back in Inbox"],
  [/^actions\b/, "see Compliance"],
  [/^autonomy\b/, "see Compliance, “What Millrace may do by itself”"],
  [/^(go|stop)\b/, "use the stop switches under Compliance"],
  [/^compliance\b/, "see Compliance"],
  [/^connect\b/, "connect it under Platforms"],
  [/^sync\b/, "sync it under Platforms"],
  [/^platforms\b/, "see Platforms"],
  [/^limits\b/, "see System"],
  [/^alerts\b/, "see System"],
  [/^jobs run\b/, "run it under System, “What runs by itself”"],
  [/^jobs\b/, "see System, “What runs by itself”"],
  [/^strategies (?!allow\b)/, "see System, “Strategies”"],
  [/^imports?\b/, "see “Import a file”"],
  [/^sales\b/, "see Money, “Sales”"],
  [/^report\b/, "see Money, “Reports”"],
  [/^payouts\b/, "see Payouts"],
  [/^products\b/, "see Products"],
  [/^books (accounts|account|history|check)\b/, "see Money, “Books”"],
  [/^audit verify\b/, "check the audit record under System"],
  [/^targets\b/, "see Settings, “Targets”"],
  [/^sinks\b/, "see Settings, “Messages to you”"],
  [/^people keys\b/, "see Settings, “Keys”"],
  [/^people(?! link\b)/, "see Settings, “People and roles”"],
  [/^backup\b/, "make one under Settings, “Back-up”"],
  [/^buyers\b/, "see Settings, “Data”"],
];

/** Clauses end where a new one can begin; a colon inside a key, an amount or a time ends none. */
const between = /([.;:!?…]["”’)]?\s+|, (?:and|or) )/;
const quoted = /`millrace ([^`]+)`/;
/** Without quotes only these, and only where a clause begins: files are called "millrace sales 2025.csv". */
const bare = /^millrace ((?:imports refused|sales list|backup <|connect|sinks (?:remove|change)|audit verify)\b.*)/;
const option = / with --[a-z-]+/g;

/**
 * Our own sentence for who reads it on a page: a clause that names a command says the page's name instead, once. What has
 * no page (`millrace restore`, `millrace people link`) stays as it is: it is right on the machine.
 */
export function inPages(text: string): string {
  if (!text.includes("millrace ")) return text;
  const parts = text.split(between);
  const told = new Set<string>();
  let said = "";
  for (let at = 0; at < parts.length; at += 2) {
    const part = parts[at] ?? "";
    const separator = parts[at - 1] ?? "";
    const end = /[.!?]$/.exec(part)?.[0] ?? "";
    const imperative = insteadOf(part);
    if (imperative !== undefined && told.has(imperative)) said += end;
    else if (imperative === undefined) said += separator + part;
    else said += separator + (at === 0 || /[.!?…]/.test(separator) ? capital(imperative) : imperative) + end;
    if (imperative !== undefined) told.add(imperative);
  }
  return said.replace(option, "");
}

function insteadOf(part: string): string | undefined {
  const named = (quoted.exec(part) ?? bare.exec(part))?.[1];
  return named === undefined ? undefined : instead.find(([command]) => command.test(named))?.[1];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
