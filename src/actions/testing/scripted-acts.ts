import type { Millis } from "../../base/clock.ts";
import { err, ok } from "../../base/result.ts";
import type { ActionKind } from "../../domain/action/kinds.ts";
import type { Acts } from "../../spec/connector.ts";

/** How the platform takes one request. */
export type Taking =
  /** Done, and the answer arrives. */
  | "done"
  /** Done, and the answer is lost. */
  | "answer-lost"
  /** Never arrives. */
  | "request-lost"
  /** Arrives when the caller has given up: done later. */
  | "late"
  /** Refused for certain, for good. */
  | "refused"
  /** Refused for certain, for now. */
  | "busy"
  /** Refused, and the answer is lost. */
  | "refusal-lost";

export const takings: readonly Taking[] = [
  "done",
  "answer-lost",
  "request-lost",
  "late",
  "refused",
  "busy",
  "refusal-lost",
];

/** A platform with books of its own: what really happened, by the object that it happened to. */
export type ScriptedPlatform = {
  readonly acts: Acts;
  /** How often something happened to an object. */
  effects(object: string): number;
  /** Lets requests that are still under way arrive. */
  arrive(): void;
  /** Requests that reached it. */
  readonly requests: { count: number };
};

export type Script = {
  readonly honoursKeys: boolean;
  now(): Millis;
  /** How late a request may arrive: as promised when absent. */
  readonly latestMs?: Millis;
  take(): Taking;
  /** Whether the platform can be asked now. */
  answers(): boolean;
  /** Called around the wire: before a request leaves, and after it has. */
  readonly around?: (when: "before" | "after") => void | Promise<void>;
};

/** A request that nobody waits for any more arrives in this time or never. */
const settledAfterMs = 600_000;
const kinds: readonly ActionKind[] = ["sale.refund", "listing.price", "listing.publish", "listing.unpublish"];

/** A platform that takes requests as a script says. */
export function scriptedPlatform(script: Script): ScriptedPlatform {
  const happened = new Map<string, number>();
  const keys = new Set<string>();
  let under: readonly { readonly object: string; readonly key: string; readonly by: Millis }[] = [];
  const arriveBy = (moment: Millis): void => {
    for (const request of under) if (request.by <= moment) happen(request);
    under = under.filter(({ by }) => by > moment);
  };
  const requests = { count: 0 };
  const happen = ({ object, key }: { readonly object: string; readonly key: string }): void => {
    if (script.honoursKeys && keys.has(key)) return;
    keys.add(key);
    happened.set(object, (happened.get(object) ?? 0) + 1);
  };
  const effects = (object: string): number => {
    arriveBy(script.now());
    return happened.get(object) ?? 0;
  };
  const trouble = (code: string) => err({ kind: "transient", code, sentence: "The platform did not answer." } as const);
  const acts: Acts = {
    kinds,
    honoursKeys: script.honoursKeys,
    settledAfterMs,
    before: async (_context, { idempotencyKey }) => {
      if (!script.answers()) return trouble("timeout");
      return ok({ text: String(effects(objectOf(idempotencyKey))) });
    },
    apply: async (_context, { action }) => {
      await script.around?.("before");
      requests.count += 1;
      const request = { object: objectOf(action.idempotencyKey), key: action.idempotencyKey };
      const taking = script.take();
      // A platform that honours keys answers a repeated one as it did the first time.
      const repeated = script.honoursKeys && keys.has(request.key);
      if (taking === "done" || taking === "answer-lost") happen(request);
      if (taking === "late") under = [...under, { ...request, by: script.now() + (script.latestMs ?? settledAfterMs) }];
      await script.around?.("after");
      if (taking === "done" || (repeated && taking === "refused")) return ok({ note: "It was done." });
      if (taking === "refused" || taking === "busy") {
        const kind = taking === "busy" ? "rate-limit" : "fatal";
        return err({ kind: "refused", failure: { kind, code: "too-many", sentence: "The platform said no." } });
      }
      return err({ kind: "unclear", failure: { kind: "transient", code: "timeout", sentence: "No answer came." } });
    },
    find: async (_context, { idempotencyKey }, { before }) => {
      if (!script.answers()) return trouble("timeout");
      const now = effects(objectOf(idempotencyKey));
      if (now > Number(before ?? "0")) return ok({ kind: "found", note: "It is there." });
      return ok({ kind: "absent", note: "It is not there." });
    },
  };
  return {
    acts,
    effects,
    requests,
    arrive: () => arriveBy(Number.POSITIVE_INFINITY),
  };
}

/** Further attempts have keys of their own, and are about the same thing. */
function objectOf(key: string): string {
  return key.replace(/#.*$/, "");
}
