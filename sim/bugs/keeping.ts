import type { Bug } from "../bug.ts";
import { onStreams } from "./kit.ts";

const yearMs = 365 * 86_400_000;

/** Mistakes in what is kept, when, and what is believed. */
export const keepingBugs: readonly Bug[] = [
  {
    name: "message-answered-before-it-is-kept",
    mistake: "A message is answered first and kept then; a crash between the two loses it.",
    plan: (plan) => ({ ...plan, pings: true, crashes: { commit: 0.01, call: 0.005 } }),
    door: (door) => async (request) => {
      // What comes of it is not waited for, as far as the platform can tell.
      await door(request).catch(() => undefined);
      return new Response(null, { status: 204 });
    },
  },
  {
    name: "commit-that-is-none",
    mistake: "The database says that it has committed and has not, as a disk that lies does.",
    store: (store) => {
      let commits = 0;
      return {
        ...store,
        transaction: async (work) => {
          commits += 1;
          if (commits % 40 !== 0) return store.transaction(work);
          const done: { value?: Awaited<ReturnType<typeof work>> } = {};
          await store
            .transaction(async (tx) => {
              done.value = await work(tx);
              throw new Undone();
            })
            .catch((cause: unknown) => {
              if (!(cause instanceof Undone)) throw cause;
            });
          return done.value as Awaited<ReturnType<typeof work>>;
        },
      };
    },
  },
  {
    name: "books-what-a-message-says",
    mistake: "A sale that a message tells of and that is not listed is booked as the message says.",
    ...bookedFromMessages(),
  },
  {
    name: "lease-without-end",
    mistake: "A dead worker's job is never given to another.",
    plan: (plan) => ({ ...plan, crashes: { commit: 0.01, call: 0.005 } }),
    kind: (kind) => ({ ...kind, leaseMs: yearMs }),
  },
  {
    name: "does-not-wait-when-told-to",
    mistake: "Too many requests is answered by asking again at once.",
    plan: (plan) => ({ ...plan, faults: { ...plan.faults, rateLimit: { requests: 4, windowMs: 60_000 } } }),
    transport: (transport) => ({
      ...transport,
      send: async (request) => {
        const answer = await transport.send(request);
        const names = Object.entries(answer.headers).filter(([name]) => !/^(?:retry-after|x-ratelimit-)/.test(name));
        return { ...answer, headers: Object.fromEntries(names), status: answer.status === 429 ? 503 : answer.status };
      },
    }),
  },
];

class Undone extends Error {
  override readonly name = "Undone";
}

/** Messages and the books share a memory that they should not have. */
function bookedFromMessages(): Pick<Bug, "plan" | "door" | "connector"> {
  const told = new Map<string, bigint>();
  return {
    plan: (plan) => {
      told.clear();
      const shares = { ...plan.faults.shares, "ping-forged": 0.3 };
      return { ...plan, pings: true, faults: { ...plan.faults, shares } };
    },
    door: (door) => async (request) => {
      const form = new URLSearchParams(await request.clone().text());
      const price = form.get("price") ?? "";
      if (/^\d+$/.test(price)) told.set(form.get("sale_id") ?? "", BigInt(price));
      return door(request);
    },
    connector: onStreams((stream) => {
      const { fetch } = stream;
      if (!fetch) return stream;
      return {
        ...stream,
        fetch: async (context, id) => {
          const found = await fetch(context, id);
          const gross = told.get(id);
          if (!found.ok || found.value.record || gross === undefined) return found;
          const at = found.value.fetchedAt;
          const sale = { kind: "sale" as const, id, at, currency: "USD", gross };
          return {
            ok: true,
            value: { ...found.value, record: { id, at, raw: "{}", sameness: id, sightings: [sale] } },
          };
        },
      };
    }),
  };
}
