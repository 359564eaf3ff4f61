import type { Clock } from "../base/clock.ts";
import { createHttp } from "../base/egress/create-http.ts";
import type { Http } from "../base/egress/http.ts";
import type { Transport } from "../base/egress/transport.ts";
import type { Log } from "../base/log.ts";
import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Connector } from "../spec/connector.ts";

/** The platforms that can be connected, and the one way to each of them. */
export type Platforms = {
  readonly connectors: readonly Connector[];
  /** The door to a platform. One for all its accounts: platforms count requests by address. */
  readonly http: (connector: Connector) => Http;
  /** Whether simulated platforms are spoken to. */
  readonly simulated: boolean;
  close(): Promise<void>;
};

export type PlatformsOptions = {
  readonly connectors: readonly Connector[];
  /** Made when the first door is opened: most commands need none. */
  readonly transport: () => Transport;
  /** Address of simulated platforms, in place of the real ones. */
  readonly sandbox: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** Opens no connection by itself. */
export function openPlatforms(options: PlatformsOptions): Platforms {
  const { connectors, sandbox, clock, random, log } = options;
  const doors = new Map<string, Http>();
  let transport: Transport | undefined;
  const open = (connector: Connector): Http => {
    transport ??= options.transport();
    return createHttp({
      service: connector.id,
      title: connector.title,
      baseUrl: sandbox === undefined ? connector.baseUrl : sandboxUrl(sandbox, connector),
      sandbox: sandbox !== undefined,
      limits: connector.limits,
      transport,
      clock,
      random,
      log,
    });
  };
  return {
    connectors,
    http: (connector) => {
      const door = doors.get(connector.id) ?? open(connector);
      doors.set(connector.id, door);
      return door;
    },
    simulated: sandbox !== undefined,
    close: async () => transport?.close(),
  };
}

/** Others point emulators of their own at this form: `<sandbox>/<platform><path>`. */
function sandboxUrl(sandbox: string, connector: Connector): string {
  return `${sandbox.replace(/\/+$/, "")}/${connector.id}${connector.sandboxPath}`;
}

/** The connector of a platform by its id. Problem: `platform-unknown`. */
export function findConnector(platforms: Platforms, id: string): Result<Connector, Problem> {
  const found = platforms.connectors.find((connector) => connector.id === id.toLowerCase());
  if (found) return ok(found);
  const ids = platforms.connectors.map((connector) => connector.id);
  const meant = nearest(id, ids);
  const sentence = `Millrace cannot connect to "${id.slice(0, 60)}".`;
  const fix = meant
    ? `Did you mean ${meant}?`
    : `It can connect to: ${ids.join(", ")}. Files of others can be imported.`;
  return err(problem("platform-unknown", sentence, { kept: "Nothing was changed.", fix }));
}
