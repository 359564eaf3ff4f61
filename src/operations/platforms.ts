import type { Consent } from "../access/oauth/consent.ts";
import type { Clock } from "../base/clock.ts";
import type { Buckets } from "../base/egress/buckets.ts";
import { createHttp } from "../base/egress/create-http.ts";
import type { Http, RateLimit } from "../base/egress/http.ts";
import type { Transport } from "../base/egress/transport.ts";
import type { Log } from "../base/log.ts";
import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Connector } from "../spec/connector.ts";
import type { OAuth } from "../spec/oauth.ts";

/** The platforms that can be connected, and the one way to each of them. */
export type Platforms = {
  readonly connectors: readonly Connector[];
  /** The door to a platform. One for all its accounts: platforms count requests by address. */
  readonly http: (connector: Connector) => Http;
  /** Where its owner consents, for a platform that offers it. */
  readonly consent: (connector: Connector) => Consent | undefined;
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
  /** Where the permits of each service are counted; in this process when absent. */
  readonly buckets?: { of(service: string): Buckets; close(): void };
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** Opens no connection by itself. */
export function openPlatforms(options: PlatformsOptions): Platforms {
  const { connectors, sandbox, clock, random, log } = options;
  const doors = new Map<string, Http>();
  let transport: Transport | undefined;
  const open = (service: string, title: string, baseUrl: string, limits: readonly RateLimit[]): Http => {
    transport ??= options.transport();
    const door =
      doors.get(service) ??
      createHttp({
        service,
        title,
        baseUrl,
        sandbox: sandbox !== undefined,
        limits,
        // What is used up at simulated platforms is not used up at the real ones.
        buckets: options.buckets?.of(sandbox === undefined ? service : `${baseUrl} ${service}`),
        transport,
        clock,
        random,
        log,
      });
    doors.set(service, door);
    return door;
  };
  return {
    connectors,
    http: (connector) => {
      const baseUrl =
        sandbox === undefined ? connector.baseUrl : `${sandboxOf(sandbox, connector)}${connector.sandboxPath}`;
      return open(connector.id, connector.title, baseUrl, connector.limits);
    },
    consent: (connector) => {
      const { oauth } = connector;
      if (oauth === undefined) return undefined;
      const places = sandbox === undefined ? placesOf(oauth) : sandboxPlaces(sandboxOf(sandbox, connector), oauth);
      const { authorizeUrl, tokenPath, devicePath, base } = places;
      const http = open(`${connector.id} consent`, connector.title, base, consentLimits);
      return { title: connector.title, platform: connector.id, oauth, authorizeUrl, http, tokenPath, devicePath };
    },
    simulated: sandbox !== undefined,
    close: async () => {
      await transport?.close();
      options.buckets?.close();
    },
  };
}

/** Others point emulators of their own at this form: `<sandbox>/<platform><path>`. */
function sandboxOf(sandbox: string, connector: Connector): string {
  return `${sandbox.replace(/\/+$/, "")}/${connector.id}`;
}

/** Nobody needs more, and no platform states one: a mistake of ours must not knock at the door without end. */
const consentLimits: readonly RateLimit[] = [{ name: "consent", permits: 20, perMs: 60_000 }];

type Places = Pick<Consent, "authorizeUrl" | "tokenPath" | "devicePath"> & { readonly base: string };

function placesOf({ authorizeUrl, tokenUrl, deviceUrl }: OAuth): Places {
  const token = new URL(tokenUrl);
  const devicePath = deviceUrl === undefined ? undefined : new URL(deviceUrl).pathname;
  return { authorizeUrl, base: token.origin, tokenPath: token.pathname, devicePath };
}

function sandboxPlaces(base: string, { sandbox }: OAuth): Places {
  const { authorize, token, device } = sandbox;
  return { authorizeUrl: `${base}${authorize}`, base, tokenPath: token, devicePath: device };
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
