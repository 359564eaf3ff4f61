/** What Telegram makes of a text in HTML mode, or why it refuses it. */
export type TelegramHtml = { readonly text: string; readonly links: readonly string[] } | { readonly error: string };

const tags = new Set(["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote"]);
const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/** Reads the few tags and the four entities that HTML mode knows; everything else that looks like a tag is an error. */
export function readTelegramHtml(html: string): TelegramHtml {
  const open: string[] = [];
  const links: string[] = [];
  let text = "";
  for (const [part] of html.matchAll(/<[^>]*>?|[^<]+/g)) {
    if (!part.startsWith("<")) {
      text += part.replace(/&(lt|gt|amp|quot);/g, (_, name: string) => entities[name] ?? "");
      continue;
    }
    const [, slash, name = "", rest = ""] = /^<(\/?)([a-z]+)([^>]*)>$/.exec(part) ?? [];
    if (!tags.has(name)) return { error: `Unsupported start tag "${part.slice(1, 20)}"` };
    if (slash === "/") {
      if (open.pop() !== name) return { error: `Unmatched end tag "${name}"` };
      continue;
    }
    open.push(name);
    const href = /^ href="([^"]*)"$/.exec(rest)?.[1];
    if (name === "a" ? href === undefined : rest !== "") return { error: `Unsupported attributes in "${name}"` };
    if (href !== undefined) links.push(href.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
  }
  return open.length > 0 ? { error: `Can't find end tag corresponding to start tag ${open.at(-1)}` } : { text, links };
}
