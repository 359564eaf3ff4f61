import { useSearchParams } from "wouter";
import { keptStore } from "../state/kept.ts";
import { useStore } from "../state/store.ts";

/** What stays in the address from page to page: which book is open, and as of which moment it is read. */
export const stickyNames = ["book", "asOf"] as const;

/** The book opened last in this browser; the address wins. */
export const lastBookStore = keptStore<string>("book", "main", (value) =>
  typeof value === "string" ? value : undefined,
);

/**
 * Whether the demo shop stands open beside books that are still empty; undefined until the engine has said so once. It
 * is then what one sees unless an address names a book.
 */
export const demoOpenStore = keptStore<boolean | undefined>("demo-open", undefined, (value) =>
  typeof value === "boolean" ? value : undefined,
);

/** `path` with the sticky parts of `search`, unless it names its own. */
export function withSticky(path: string, search: string): string {
  const [place = "/", own = ""] = path.split("?");
  const params = new URLSearchParams(own);
  const now = new URLSearchParams(search);
  for (const name of stickyNames) {
    const value = now.get(name);
    if (value !== null && !params.has(name)) params.set(name, value);
  }
  const text = params.toString().replaceAll("%3A", ":");
  return text === "" ? place : `${place}?${text}`;
}

/** The open book's id. */
export function useBook(): string {
  const [params] = useSearchParams();
  const last = useStore(lastBookStore);
  const demo = useStore(demoOpenStore);
  return params.get("book") ?? (demo === true ? "demo" : last);
}

/** Whether it is known which book is meant: before, there is nothing to ask for. */
export function useIsBookKnown(): boolean {
  const [params] = useSearchParams();
  return useStore(demoOpenStore) !== undefined || params.has("book");
}

/** The past moment the page is read as of (ISO text), or undefined for now; and how to move it. */
export function useAsOf(): readonly [string | undefined, (moment: string | undefined) => void] {
  const [params, setParams] = useSearchParams();
  const text = params.get("asOf");
  const asOf = text !== null && !Number.isNaN(Date.parse(text)) ? text : undefined;
  const set = (moment: string | undefined): void => {
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (moment === undefined) next.delete("asOf");
        else next.set("asOf", moment);
        return next;
      },
      { replace: asOf !== undefined && moment !== undefined },
    );
  };
  return [asOf, set];
}
