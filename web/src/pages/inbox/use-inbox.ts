import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { useRead } from "../../lib/api/read.ts";
import { useBook } from "../../lib/route/address.ts";
import { useStore } from "../../lib/state/store.ts";
import { pendingNoStore } from "./pending-no.ts";
import { type InboxAnswer, type InboxItem, keyOf } from "./shapes.ts";

export type ShownInbox = {
  readonly read: UseQueryResult<InboxAnswer, ApiProblem>;
  /** What waits, in an order that does not change while the page is open; new matters come last in their group. */
  readonly items: readonly InboxItem[];
};

/** The inbox, without what was just answered with a no that is on its way. */
export function useInbox(): ShownInbox {
  const read = useRead<InboxAnswer>("/inbox", { topics: ["inbox", "platforms", "alerts"] });
  const pending = useStore(pendingNoStore);
  const order = useRef(new Map<string, number>());
  const items = useMemo(() => {
    const known = order.current;
    const gone = new Set(pending.map(({ id }) => `act/${id}`));
    const all = (read.data?.items ?? []).filter((one) => !gone.has(keyOf(one)));
    for (const one of all) if (!known.has(keyOf(one))) known.set(keyOf(one), known.size);
    const rank = (one: InboxItem): number => (one.what === "step" ? 1e6 : 0) + (known.get(keyOf(one)) ?? 0);
    return all.toSorted((a, b) => rank(a) - rank(b));
  }, [read.data, pending]);
  return { read, items };
}

type Me = {
  readonly books: readonly { readonly slug: string; readonly may: readonly string[] }[];
  readonly via: string;
};

/** What the reader may do in the open book: the demo shop goes with the first books. Undefined while not known. */
export function useMay(): ((permission: "approve" | "operate") => boolean) | undefined {
  const book = useBook();
  const { data } = useRead<Me>("/me", { topics: ["books"], scope: "none" });
  if (data === undefined) return undefined;
  const own = data.books.find(({ slug }) => slug === (book === "demo" ? "main" : book));
  return (permission) => own?.may.includes(permission) ?? data.via === "local";
}
