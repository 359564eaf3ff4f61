import type { Asked } from "../access/oauth/begin.ts";
import { limits } from "../base/limits.ts";
import { type LoopbackListener, listenOnLoopback } from "../base/loopback-listener.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { beginConsent, type Consenting, finishConsent } from "./connect-by-consent.ts";
import type { Connected } from "./connect-platform.ts";
import { endPending } from "./pending-consent.ts";
import { type PingsState, turnOnPings } from "./turn-on-pings.ts";

/** What became of a consent that was begun. */
export type ConsentState =
  | { readonly state: "waiting" }
  | { readonly state: "connected"; readonly connected: Connected; readonly pings: PingsState }
  | { readonly state: "failed"; readonly problem: Problem };

/** A consent that was asked for: where the owner gives it, and where the browser then comes back to. */
export type BegunConsent = { readonly id: string; readonly url: string; readonly redirect: string };

/**
 * Consents that pages began. They live in memory alone: what proves that an answer is ours is never written down, and
 * after a restart the owner begins again.
 */
export type Consents = {
  /** `publicUrl`: where platforms reach this engine, for their messages. */
  begin(consenting: Consenting, publicUrl: string | undefined): Promise<BegunConsent>;
  /** How it stands. Problem `unknown-consent` also for one that somebody else began. */
  look(id: string, actor: string): Result<ConsentState, Problem>;
  /** Takes the address that the browser ended at, where it could not come back by itself. */
  paste(id: string, actor: string, pasted: string): Promise<Result<ConsentState, Problem>>;
};

type UnderWay = {
  readonly consenting: Consenting;
  readonly publicUrl: string | undefined;
  readonly asked: Asked;
  readonly endsAt: number;
  readonly ending: AbortController;
  state: ConsentState;
};

const underWayMax = 20;
/** As long as a consent that was begun shows as pending. */
const livesMs = 10 * 60_000;

/** `ends` aborts when the engine stops: nothing waits for a browser then. */
export function openConsents(ends?: AbortSignal): Consents {
  const all = new Map<string, UnderWay>();
  const find = (id: string, actor: string): Result<UnderWay, Problem> => {
    const one = all.get(id);
    const mine = one?.consenting.workplace.actor === actor;
    return one && mine && one.endsAt > one.consenting.workplace.clock.now() ? ok(one) : err(over());
  };
  return {
    begin: async (consenting, publicUrl) => {
      const { clock } = consenting.workplace;
      letGo(all, clock.now());
      const listener = await listenOnLoopback(consenting.consent.oauth.redirectPath, clock);
      const asked = await beginConsent(consenting, listener.address);
      const id = Buffer.from(consenting.random.bytes(16)).toString("base64url");
      const endsAt = clock.now() + livesMs;
      const one: UnderWay = {
        consenting,
        publicUrl,
        asked,
        endsAt,
        ending: new AbortController(),
        state: { state: "waiting" },
      };
      all.set(id, one);
      void awaitBrowser(one, listener, ends ? AbortSignal.any([ends, one.ending.signal]) : one.ending.signal);
      return { id, url: asked.url, redirect: asked.redirectUri };
    },
    look: (id, actor) => {
      const one = find(id, actor);
      return one.ok ? ok(one.value.state) : one;
    },
    paste: async (id, actor, pasted) => {
      const one = find(id, actor);
      if (!one.ok) return one;
      // A paste that is wrong ends nothing: the right one may follow.
      if (one.value.state.state !== "connected") await finish(one.value, { pasted });
      return ok(one.value.state);
    },
  };
}

/** The oldest make room; those that are over go. */
function letGo(all: Map<string, UnderWay>, now: number): void {
  for (const [id, one] of all)
    if (one.endsAt <= now || all.size >= underWayMax) {
      one.ending.abort();
      all.delete(id);
    }
}

async function awaitBrowser(one: UnderWay, listener: LoopbackListener, ends: AbortSignal): Promise<void> {
  try {
    const query = await listener.once(limits.pageConsentWaitMsMax, ends);
    if (query && one.state.state === "waiting") await finish(one, { query });
  } catch (cause) {
    one.consenting.workplace.log.error({ room: "operations", err: cause }, "A consent could not be finished.");
    one.state = { state: "failed", problem: broken(one.consenting.consent.title) };
  } finally {
    await listener.close();
  }
}

async function finish(one: UnderWay, answer: Parameters<typeof finishConsent>[2]): Promise<void> {
  const { workplace, book, connector } = one.consenting;
  const done = await finishConsent(one.consenting, one.asked, answer);
  if (!done.ok) {
    one.state = { state: "failed", problem: done.error };
    return;
  }
  one.ending.abort();
  await endPending(workplace, book, connector.id);
  const pings = await turnOnPings(workplace, book, done.value.connection, one.publicUrl);
  one.state = { state: "connected", connected: done.value, pings };
}

function over(): Problem {
  return problem("unknown-consent", "That sign-in is not under way any more.", {
    kept: "Nothing was connected.",
    fix: "Begin it again.",
  });
}

function broken(title: string): Problem {
  return problem("consent-broken", `The sign-in at ${title} could not be finished; the log tells more.`, {
    kept: "Nothing was connected.",
    fix: "Begin it again.",
  });
}
