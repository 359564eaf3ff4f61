/** What runs in a strategy's own thread. Nothing else imports this: `run-thread.ts` starts it by its address. */

import { messageOf } from "../../base/message-of.ts";
import { pureCall } from "../../base/pure-call.ts";
import { buildWalls, outside } from "../../base/thread/inside-thread.ts";
import type { KnownAt } from "../../spec/known-at.ts";
import type { Strategy, StrategyTools } from "../../spec/strategy.ts";
import { daysOf } from "../../spec/strategy-kit/days-of.ts";
import { readProposals } from "../../spec/strategy-kit/read-proposals.ts";
import { readCard, readStrategy } from "../../spec/strategy-kit/read-strategy.ts";
import {
  type FromThread,
  salesMax,
  type ThreadStart,
  type ToThread,
  type ViewHead,
  type ViewLists,
} from "./protocol.ts";

const way = outside();
const send = (message: FromThread): void => way.send(message);
// Its own starter made this.
const start = way.start as ThreadStart;

const lists: { -readonly [L in keyof ViewLists]: ViewLists[L][number][] } = {
  sales: [],
  products: [],
  payouts: [],
  balances: [],
  connections: [],
};

type Waiting = { resolve(answer: { status: number; text: string }): void; reject(cause: Error): void };
const waiting = new Map<number, Waiting>();
let reads = 0;

const tools: StrategyTools = {
  read: (url) =>
    new Promise((resolve, reject) => {
      const id = ++reads;
      waiting.set(id, { resolve, reject });
      send({ kind: "read", id, url: String(url) });
    }),
};

const { promise: headCame, resolve: takeHead } = Promise.withResolvers<ViewHead>();

way.onMessage((message) => {
  const told = message as ToThread;
  switch (told.kind) {
    case "part":
      // Which list a part belongs to, its rows fit.
      (lists[told.part.list] as unknown[]).push(...told.part.rows);
      return;
    case "run":
      takeHead(told.head);
      return;
    case "answer":
      waiting.get(told.id)?.resolve({ status: told.status, text: told.text });
      return;
    case "no-answer":
      waiting.get(told.id)?.reject(new Error(told.sentence));
  }
});

try {
  buildWalls(start.roots, (what) => send({ kind: "reached", what }));
  const module: unknown = await import(start.module);
  const exported = typeof module === "object" && module !== null && "strategy" in module ? module.strategy : undefined;
  const read = readStrategy(exported);
  const card = readCard(exported);
  if (!read.ok || !card.ok) send({ kind: "broken", sentence: read.ok ? "" : read.error });
  else {
    send({ kind: "card", card: card.value });
    await work(read.value, await headCame);
  }
} catch (cause) {
  send({ kind: "threw", sentence: messageOf(cause) });
}
send({ kind: "over" });

async function work(strategy: Strategy, head: ViewHead): Promise<void> {
  const days = daysOf(lists.sales, head.book.timeZone);
  const isCut = lists.sales.length >= salesMax;
  const salesFrom = isCut ? lists.sales.reduce((min, sale) => Math.min(min, sale.occurredAt), head.at) : head.salesFrom;
  const bare: KnownAt = frozen({ ...head, salesFrom, ...lists, days, outside: undefined });
  const { params } = start;
  try {
    await strategy.initialise?.(tools);
    const missing = strategy.validate?.(bare, params) ?? [];
    if (missing.length > 0) {
      send({ kind: "waits", missing });
      return;
    }
    const view = strategy.execute ? frozen({ ...bare, outside: await strategy.execute(bare, params, tools) }) : bare;
    const proposals = pureCall(() => strategy.propose(view, params));
    // Looked at again over there; here only so that a mistake of a million proposals is not sent.
    const checked = readProposals(proposals, strategy.rights, view.at);
    if (!checked.ok) {
      send({ kind: "broken", sentence: checked.error });
      return;
    }
    send({ kind: "proposals", proposals, metrics: strategy.metrics?.(view, params) ?? {} });
  } finally {
    await strategy.shutdown?.();
  }
}

/** The lists are frozen, their rows are not: that alone would take longer than most strategies do. */
function frozen(view: KnownAt): KnownAt {
  for (const list of [view.sales, view.products, view.payouts, view.balances, view.connections, view.days])
    Object.freeze(list);
  return Object.freeze(view);
}
