import { sha256 } from "../base/hash.ts";
import type { Ids } from "../base/ids.ts";
import { problem } from "../base/problem.ts";
import type { Principal } from "../people/principal.ts";
import { beginApiAnswer, dropApiAnswer, endApiAnswer, readApiAnswer } from "../store/api-answer.ts";
import type { Store } from "../store/handle.ts";
import type { Route } from "./define-route.ts";
import type { ApiDeps } from "./deps.ts";
import { problemAnswer } from "./problem-response.ts";

const keptMs = 24 * 60 * 60 * 1000;
/** Larger answers are not kept: what writes answer is short. */
const bodyCharsMax = 100_000;

export type Repeatable = {
  readonly route: Route;
  readonly principal: Principal;
  readonly request: Request;
  /** The body as it came. */
  readonly text: string;
};

const runs = new WeakMap<Store, string>();

/** The run of the engine that works on this store: a store is opened once in it, whatever number of doors it has. */
function runOf(store: Store, ids: Ids): string {
  const run = runs.get(store) ?? ids.next();
  runs.set(store, run);
  return run;
}

/**
 * Does a write at most once for each `Idempotency-Key` of a principal: sent again within 24 hours, it gets the answer of
 * the first time. Without that header it is simply done.
 */
export async function onlyOnce(deps: ApiDeps, asked: Repeatable, work: () => Promise<Response>): Promise<Response> {
  const { route, principal, request, text } = asked;
  const idemKey = request.headers.get("idempotency-key");
  if (idemKey === null || route.method === "get") return work();
  if (!/^[\x21-\x7e]{1,100}$/.test(idemKey))
    return problemAnswer(400, problem("key-wrong", "An Idempotency-Key has 1 to 100 printable characters."));
  const { store, clock, ids } = deps.workplace;
  const key = { principal: principal.id, idemKey };
  const { pathname, search } = new URL(request.url);
  const hash = sha256(`${request.method} ${pathname}${search}\n${text}`);
  const now = clock.now();
  const since = now - keptMs;
  const begun = await store.transaction((tx) =>
    beginApiAnswer(tx, key, { hash, at: now, since, run: runOf(store, ids) }),
  );
  if (!begun) return answeredBefore(await readApiAnswer(store, key, since), hash);
  try {
    const answer = await work();
    await store.transaction(async (tx) => {
      // What was refused did nothing and may be put right under the same key.
      if (!answer.ok) return dropApiAnswer(tx, key);
      const body = route.once ? "" : await answer.clone().text();
      return endApiAnswer(tx, key, { status: answer.status, body: body.length > bodyCharsMax ? "" : body });
    });
    return answer;
  } catch (cause) {
    await store.transaction((tx) => dropApiAnswer(tx, key));
    throw cause;
  }
}

function answeredBefore(known: Awaited<ReturnType<typeof readApiAnswer>>, hash: Uint8Array): Response {
  if (known && Buffer.compare(known.requestHash, hash) !== 0)
    return problemAnswer(
      422,
      problem("key-reused", "This Idempotency-Key was used for something else.", {
        kept: "Nothing was changed.",
        fix: "Use a new key for each new request.",
      }),
    );
  if (!known?.answered)
    return problemAnswer(
      409,
      problem("under-way", "The same request is under way.", {
        fix: "Send it again with the same Idempotency-Key in a moment: then its answer is told.",
      }),
    );
  const { status, body } = known.answered;
  if (body === "")
    return problemAnswer(
      409,
      problem("done-before", "This was done already, and what it answered is told only once.", {
        kept: "Nothing was done a second time.",
      }),
    );
  return new Response(body, {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "idempotency-replayed": "true" },
  });
}
