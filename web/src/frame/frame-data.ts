import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSearchParams } from "wouter";
import type { z } from "zod";
import type { status } from "../../../src/api/contract/engine.ts";
import type { me } from "../../../src/api/contract/me.ts";
import type { ApiProblem } from "../lib/api/problem.ts";
import { useRead } from "../lib/api/read.ts";
import { demoOpenStore, useBook } from "../lib/route/address.ts";
import { bookZoneStore } from "../lib/state/here.ts";
import { homeCurrencyStore } from "../lib/state/home-currency.ts";

export type Me = z.infer<typeof me>;
export type EngineStatus = z.infer<typeof status>;
export type BookFacts = EngineStatus["books"][number];

/** Who is signed in. */
export const useMe = (): UseQueryResult<Me, ApiProblem> =>
  useRead<Me>("/me", { topics: ["books", "sales", "platforms"], scope: "none" });

/** The engine at a glance. */
export const useStatus = (): UseQueryResult<EngineStatus, ApiProblem> =>
  useRead<EngineStatus>("/status", { topics: ["books", "platforms", "jobs"], scope: "none" });

/** The books that can be opened: one's own, and the demo shop while it stands open. */
export function useBooks(): readonly BookFacts[] {
  const { data: me } = useMe();
  const { data: status } = useStatus();
  const [demo] = status?.demo === true ? status.books : [];
  return [...(me?.books ?? []), ...(demo ? [{ ...demo, slug: "demo" }] : [])];
}

/** The open book's name, currency and zone; undefined until known. Tells the formats about them. */
export function useOpenBook(): BookFacts | undefined {
  const slug = useBook();
  const books = useBooks();
  const book = books.find((one) => one.slug === slug);
  const currency = book?.homeCurrency;
  const zone = book?.timeZone;
  useEffect(() => {
    homeCurrencyStore.set(currency);
    bookZoneStore.set(zone);
  }, [currency, zone]);
  return book;
}

/** Opens the demo shop by itself while the own books are empty, and leaves it once they are not. */
export function useDemoWhileEmpty(): void {
  const isOpen = useMe().data?.demo;
  const [params, setParams] = useSearchParams();
  const isLeftOver = isOpen === false && params.get("book") === "demo";
  useEffect(() => {
    if (isOpen !== undefined) demoOpenStore.set(isOpen);
    if (!isLeftOver) return;
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        next.delete("book");
        return next;
      },
      { replace: true },
    );
  }, [isOpen, isLeftOver, setParams]);
}

type StopSwitches = { readonly items: readonly { readonly scope: string; readonly on?: boolean }[] };

/** Whether everything is stopped in what is shown, now and whatever moment is read; undefined while not known. */
export function useStopped(): boolean | undefined {
  const book = useBook();
  const { data } = useRead<StopSwitches>("/switches", { query: { book }, topics: ["switches"], scope: "none" });
  return data?.items.some(({ scope, on }) => scope === "everything" && on !== false);
}

type Schedules = { readonly items: readonly { readonly state: string; readonly next: string | null }[] };

/** When the next piece of work begins by itself; undefined while not known, or when none will. */
export function useNextRun(): string | undefined {
  const { data } = useRead<Schedules>("/jobs", { topics: ["jobs"], scope: "none" });
  const coming = data?.items.flatMap(({ state, next }) => (state === "on" && next !== null ? [next] : [])) ?? [];
  return coming.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

type InboxCount = { readonly items: readonly unknown[]; readonly total?: number };

/** How many matters wait for the owner; 0 while not known. */
export function useWaiting(): number {
  const { data } = useRead<InboxCount>("/inbox", { topics: ["inbox", "platforms", "alerts"] });
  return data?.total ?? data?.items.length ?? 0;
}
