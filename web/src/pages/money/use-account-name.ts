import { useRead } from "../../lib/api/read.ts";
import { useWords } from "../../lib/words/words.ts";
import { accountName } from "./account-name.ts";
import type { Choices } from "./shapes.ts";
import { moneyWords } from "./words.ts";

/** What a seller calls an account, with the products' own names in place of their ids. */
export function useAccountName(): (path: string) => string {
  const w = useWords(moneyWords);
  const { data } = useRead<Choices>("/sales/choices", { topics: ["sales"], keepLast: true });
  const names = new Map(data?.products.map(({ id, name, source }) => [`${source}:${segment(id)}`, name]));
  return (path) => accountName(path, w, (source, product) => names.get(`${source}:${product}`));
}

/** An id as it stands in the path of an account: the books write it so (`domain/books/account.ts`). */
function segment(id: string): string {
  const clean = id
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_.-]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return clean === "" ? "unnamed" : clean;
}
