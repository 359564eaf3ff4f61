import type { Millis } from "../../src/base/clock.ts";
import type { Delivery } from "../delivery.ts";
import { eventQueue } from "../event-queue.ts";
import type { Faults } from "../faults.ts";
import { formText, pingJson } from "./ping-json.ts";
import type { News, State } from "./state.ts";

export type Pings = {
  /** What is due, in order. What failed before is among it again. */
  due(now: Millis): readonly Delivery[];
  readonly waiting: number;
};

type Waiting = {
  readonly url: string;
  readonly news: News;
  readonly attempt: number;
  /** Members that are not true. */
  readonly forged?: Readonly<Record<string, string>>;
  readonly struck?: boolean;
};

/** After these many seconds a message is tried again; after the last one never. */
const retryAfter: readonly number[] = [60, 180, 600];
const retriedStatuses: readonly number[] = [499, 500, 502, 503, 504];

/** Tells listeners what happens: a sale ten seconds after it, everything else after five. */
export function createPings(state: State, faults: Faults): Pings {
  const queue = eventQueue();
  let picked: { readonly waiting: Waiting; readonly at: number }[] = [];
  const plan = (at: number, waiting: Waiting): void => queue.plan(at, () => void picked.push({ waiting, at }));
  state.announce = (news) => {
    // Without a live token of the application nothing is sent, though the subscriptions still list.
    if (!state.token.live) return;
    for (const url of listeners(state, news)) {
      plan(news.at + (news.name === "sale" ? 10 : 5), { url, news, attempt: 0 });
    }
  };
  return {
    get waiting() {
      return queue.size;
    },
    due: (now) => {
      const until = Math.floor(now / 1_000);
      picked = [];
      queue.runUntil(until);
      const first = picked;
      return first.flatMap(({ waiting, at }) =>
        struck(faults, waiting, at, plan).map((one) => delivery(state, one, at, plan)),
      );
    },
  };
}

function listeners(state: State, { name }: News): readonly string[] {
  const urls = state.webhooks.filter((one) => one.name === name).map((one) => one.postUrl);
  return name === "sale" && state.shop.pingUrl !== undefined ? [state.shop.pingUrl, ...urls] : urls;
}

type Plan = (at: number, waiting: Waiting) => void;

/** What the net makes of one message: itself, nothing, two of it, or one more that nobody sent. */
function struck(faults: Faults, waiting: Waiting, at: number, plan: Plan): readonly Waiting[] {
  if (waiting.attempt > 0 || waiting.struck) return [waiting];
  if (faults.strikes("ping-lost")) return [];
  if (faults.strikes("ping-late")) {
    plan(at + 60 + faults.chance.below(Math.floor(faults.plan.pingLateMsMax / 1_000)), { ...waiting, struck: true });
    return [];
  }
  if (faults.strikes("ping-twice")) return [waiting, waiting];
  if (!faults.strikes("ping-forged")) return [waiting];
  const forged = faults.chance.hits(0.5)
    ? { sale_id: "Zm9yZ2VkLXNhbGUtMDAwMQ==" }
    : { seller_id: "Zm9yZ2VkLXNlbGxlci0wMQ==" };
  return [waiting, { ...waiting, forged }];
}

function delivery(state: State, waiting: Waiting, at: number, plan: Plan): Delivery {
  const { url, news, attempt, forged } = waiting;
  const retry = attempt === 0 ? {} : { retry_count: attempt };
  return {
    url,
    contentType: "application/x-www-form-urlencoded",
    body: formText({ ...pingJson(state, news), ...forged, ...retry }),
    dueAt: at * 1_000,
    attempt,
    name: news.name,
    done: (status) => {
      const wait = retryAfter[attempt];
      if (status === undefined || wait === undefined || !retriedStatuses.includes(status)) return;
      plan(at + wait, { ...waiting, attempt: attempt + 1 });
    },
  };
}
