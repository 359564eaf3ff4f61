import type { Clock } from "../base/clock.ts";
import type { Transport } from "../base/egress/transport.ts";
import type { Log } from "../base/log.ts";
import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Sink } from "../spec/sink.ts";
import { type Outlet, openSink } from "../spec/sink-kit/open-sink.ts";
import type { Redact } from "../spec/sink-kit/shareable.ts";

/** The kinds of places where messages can go, and the one way to each place. */
export type Sinks = {
  readonly kinds: readonly Sink[];
  /** Takes secrets and addresses of people out of what leaves. */
  readonly redact: Redact;
  /**
   * The way to one place. The same settings get the same way, for limits are counted in it. Problem: `sink-settings`.
   */
  open(kind: Sink, name: string, settings: Readonly<Record<string, string>>): Result<Outlet, Problem>;
  close(): Promise<void>;
};

export type SinksOptions = {
  readonly kinds: readonly Sink[];
  readonly redact: Redact;
  /** Makes a secret known, so that it is taken out of everything. */
  readonly hide: (secret: string) => void;
  /** Made when the first way is opened: most commands need none. */
  readonly transport: () => Transport;
  /** Address of simulated services, in place of the real ones. */
  readonly sandbox: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** Opens no connection by itself. */
export function openSinks(options: SinksOptions): Sinks {
  const { kinds, redact, hide, sandbox, clock, random, log } = options;
  const ways = new Map<string, { readonly given: string; readonly outlet: Outlet }>();
  let transport: Transport | undefined;
  return {
    kinds,
    redact,
    open: (kind, name, settings) => {
      const given = JSON.stringify([kind.id, settings]);
      const known = ways.get(name);
      if (known?.given === given) return ok(known.outlet);
      transport ??= options.transport();
      for (const field of kind.fields) if (field.secret) hide(settings[field.name] ?? "");
      const simulated = sandbox === undefined ? {} : { sandbox: sandbox.replace(/\/+$/, "") };
      const opened = openSink(kind, { name, settings, transport, clock, random, log, ...simulated });
      if (opened.ok) ways.set(name, { given, outlet: opened.value });
      return opened;
    },
    close: async () => transport?.close(),
  };
}

/** A kind of place by its id. Problem: `sink-unknown`. */
export function findSinkKind(kinds: readonly Sink[], id: string): Result<Sink, Problem> {
  const found = kinds.find((kind) => kind.id === id.toLowerCase());
  if (found) return ok(found);
  const ids = kinds.filter(({ standing }) => !standing).map((kind) => kind.id);
  const meant = nearest(id, ids);
  return err(
    problem("sink-unknown", `Millrace cannot send messages to "${id.slice(0, 60)}".`, {
      kept: "Nothing was changed.",
      fix: meant ? `Did you mean ${meant}?` : `It can send to: ${ids.join(", ")}.`,
    }),
  );
}
