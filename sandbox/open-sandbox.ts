import type { Clock, Millis } from "../src/base/clock.ts";
import { fail } from "../src/base/problem.ts";
import { createGumroadTwin } from "./gumroad/create-twin.ts";
import { serveSandbox } from "./serve.ts";
import type { SandboxSink } from "./sinks/serve-sinks.ts";
import { presetNames, presetOpening, presetShop } from "./world/presets.ts";

export type SandboxWish = {
  /** Any text: the same one gives the same world. */
  readonly seed: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** "demo", "busy" or "small" */
  readonly shop: string;
  /** When the shop opened; absent: so long ago that it has a history. */
  readonly since?: Millis;
  /** Since when it sells every minute or so, for two hours, where it is a demo; absent: since now. */
  readonly liveSince?: Millis;
  readonly clock: Clock;
};

/** A running sandbox, and what a person needs to point Millrace at it. */
export type OpenSandbox = {
  readonly url: string;
  /** Give these, and the same seed, to have the same world again another time: ids are counted from there. */
  readonly since: Millis;
  readonly liveSince: Millis;
  readonly platforms: readonly {
    readonly id: string;
    readonly api: string;
    readonly token: string;
    readonly controlKey: string;
    /** The seller's own application, for consents. */
    readonly app: { readonly id: string; readonly secret: string };
  }[];
  /** Simulated places for messages. */
  readonly sinks: readonly SandboxSink[];
  close(): Promise<void>;
};

/** Opens one of the shops that come along, on this machine. */
export async function openSandbox(wish: SandboxWish): Promise<OpenSandbox> {
  const { seed, port, clock } = wish;
  const name = presetNames.find((one) => one === wish.shop);
  if (name === undefined) {
    fail("unknown-shop", `There is no shop "${wish.shop}".`, { fix: `Choose one of: ${presetNames.join(", ")}.` });
  }
  const since = wish.since ?? presetOpening(name, clock.now());
  const liveSince = wish.liveSince ?? clock.now();
  const shop = presetShop(name, since, liveSince);
  const gumroad = createGumroadTwin({ seed, clock, shop });
  gumroad.advance();
  const served = await serveSandbox({ port, twins: [gumroad], clock });
  const { id, token, controlKey, app } = gumroad;
  return {
    url: served.url,
    since,
    liveSince,
    platforms: [{ id, api: `${served.url}/${id}/v2`, token, controlKey, app: { id: app.id, secret: app.secret } }],
    sinks: served.sinks,
    close: served.close,
  };
}
