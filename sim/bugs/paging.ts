import type { Page } from "../../src/spec/connector.ts";
import type { Bug } from "../bug.ts";
import { honestButBroken, onPages, onRecords, onStreams } from "./kit.ts";

const dayMs = 86_400_000;

function lastPage({ records, rejected, fetchedAt }: Page): Page {
  return { records, rejected, fetchedAt };
}

/** Mistakes in walking through lists. */
export const pagingBugs: readonly Bug[] = [
  {
    name: "overlap-dropped",
    mistake: "A look begins at the newest known sale in place of reaching back behind it.",
    connector: onStreams((stream) => ({
      ...stream,
      looks: stream.looks.map((look) => (look.reachMs === undefined ? look : { ...look, reachMs: 0 })),
    })),
  },
  {
    name: "next-page-ignored",
    mistake: "Only the first page of a list is read.",
    connector: onPages("sales", lastPage),
  },
  {
    name: "stops-at-what-is-known",
    mistake: "A walk ends at the first page on which there is nothing new, so that late changes are never met.",
    connector: (connector) => {
      const known = new Set<string>();
      return onPages("sales", (page) => {
        const news = page.records.filter((record) => !known.has(record.sameness));
        for (const record of news) known.add(record.sameness);
        return news.length === 0 ? lastPage(page) : page;
      })(connector);
    },
  },
  {
    name: "failed-page-is-the-end",
    mistake: "A page that cannot be read is taken for the end of the list.",
    plan: honestButBroken,
    connector: onStreams((stream) => ({
      ...stream,
      pull: async (context, ask) => {
        const page = await stream.pull(context, ask);
        if (page.ok || ask.cursor === undefined) return page;
        return { ok: true, value: { records: [], rejected: [], fetchedAt: 1 } };
      },
    })),
  },
  {
    name: "cursor-before-its-page",
    mistake: "Where a walk is was written down before its page was: after a crash the page is passed over.",
    plan: honestButBroken,
    connector: (connector) => {
      const alive = new Set<string>();
      return onStreams((stream) => ({
        ...stream,
        pull: async (context, ask) => {
          const page = await stream.pull(context, ask);
          const resumes = ask.cursor !== undefined && !alive.has(stream.id);
          alive.add(stream.id);
          if (!page.ok || !resumes || page.value.next === undefined) return page;
          return { ok: true, value: { ...page.value, records: [] } };
        },
      }))(connector);
    },
  },
  {
    name: "day-cut-in-the-wrong-zone",
    mistake: "A look asks from the day after the one it needs.",
    plan: (plan) => ({ ...honestButBroken(plan), pings: false }),
    connector: onStreams((stream) => ({
      ...stream,
      pull: (context, ask) =>
        stream.pull(context, ask.since === undefined ? ask : { ...ask, since: ask.since + dayMs }),
    })),
  },
  {
    name: "known-by-id-alone",
    mistake: "A record that was seen once counts as known whatever it says later.",
    connector: onRecords((record) => ({ ...record, sameness: record.id })),
  },
  {
    name: "first-word-wins",
    mistake: "What was said first stands, in place of what was said last.",
    connector: onStreams((stream) => {
      const reversed = <T extends { readonly fetchedAt: number }>(one: T): T => ({
        ...one,
        fetchedAt: 4_000_000_000_000 - one.fetchedAt,
      });
      const { fetch } = stream;
      return {
        ...stream,
        pull: async (context, ask) => {
          const page = await stream.pull(context, ask);
          return page.ok ? { ok: true, value: reversed(page.value) } : page;
        },
        ...(fetch && {
          fetch: async (context: Parameters<typeof fetch>[0], id: string) => {
            const found = await fetch(context, id);
            return found.ok ? { ok: true as const, value: reversed(found.value) } : found;
          },
        }),
      };
    }),
  },
  {
    name: "unread-records-swallowed",
    mistake: "Records that cannot be understood are dropped without a word.",
    connector: onStreams((stream) => {
      const { fetch } = stream;
      return {
        ...stream,
        pull: async (context, ask) => {
          const page = await stream.pull(context, ask);
          return page.ok ? { ok: true, value: { ...page.value, rejected: [] } } : page;
        },
        ...(fetch && {
          fetch: async (context: Parameters<typeof fetch>[0], id: string) => {
            const found = await fetch(context, id);
            return found.ok && found.value.rejected
              ? { ok: true as const, value: { fetchedAt: found.value.fetchedAt } }
              : found;
          },
        }),
      };
    }),
  },
  {
    name: "statement-lines-skipped",
    mistake: "The last line of each payout's statement is left out.",
    connector: onRecords((record) =>
      record.statement ? { ...record, statement: record.statement.slice(0, -1) } : record,
    ),
  },
];
