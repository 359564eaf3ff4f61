import type { z } from "zod";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { Connected } from "../../operations/connect-platform.ts";
import type { ConsentState } from "../../operations/consents-under-way.ts";
import type { PlatformBoard, PlatformCard } from "../../operations/platform-board.ts";
import type { PingsState } from "../../operations/turn-on-pings.ts";
import type { Connection } from "../../store/connection.ts";
import type {
  consentState,
  platformBoard,
  platformCard,
  platformConnected,
  platformsChanged,
} from "../contract/platforms.ts";
import type { Given } from "../define-route.ts";
import { inPages } from "../page-hints.ts";

/** A card for whoever asks: it says whether they paused it, and never names who else did. */
export function cardJson(card: PlatformCard, asker: string): Given<z.input<typeof platformCard>> {
  const { paused, limits } = card;
  return {
    ...card,
    paused: paused && { at: isoTime(paused.at), byYou: paused.by === asker, why: paused.why },
    limits: limits.map((limit) => ({ ...limit, resetAt: isoTime(limit.resetAt) })),
  };
}

/** The whole board. */
export function boardJson(board: PlatformBoard, asker: string): Given<z.input<typeof platformBoard>> {
  return { ...board, items: board.items.map((card) => cardJson(card, asker)) };
}

/** What is told of a connection that was just made; of a secret its last four signs, where it is long enough. */
export function connectedJson(
  { connection, account, again }: Connected,
  pings: PingsState,
  secret?: string,
): Given<z.input<typeof platformConnected>> {
  const { state, sentence, howTo } = pings;
  return {
    name: connection.platform,
    platform: connection.platform,
    account: { id: account.id, name: account.name },
    again,
    warnings: account.warnings,
    endsWith: secret !== undefined && secret.length >= longEnough ? secret.slice(-4) : null,
    pings: { state, sentence, howTo },
  };
}

/** Four signs of a shorter secret would tell too much of it. */
const longEnough = 16;

/** The accounts that were changed. */
export function changedJson(
  state: z.input<typeof platformsChanged>["state"],
  changed: readonly Connection[],
): Given<z.input<typeof platformsChanged>> {
  return { state, changed: changed.map(({ platform, name }) => ({ platform, account: name })) };
}

/** How a sign-in stands. Messages are turned on with the next look at the platform. */
export function consentJson(one: ConsentState): Given<z.input<typeof consentState>> {
  if (one.state === "waiting") return one;
  if (one.state === "connected") return { state: "connected", connected: connectedJson(one.connected, one.pings) };
  const { sentence, kept, fix } = one.problem;
  return { state: "failed", title: inPages(sentence), detail: inPages([kept, fix].filter(Boolean).join(" ")) };
}
