import type { Millis } from "../../src/base/clock.ts";
import { type ShopPlan, usualFees, usualPayouts, usualShares } from "../gumroad/shop-plan.ts";
import { catalogue } from "./catalogue.ts";

/** The shops that come along: one to look at, one to measure with, one to run many of. */
export const presetNames = ["demo", "busy", "small"] as const;

export type PresetName = (typeof presetNames)[number];

const presets: Readonly<Record<PresetName, { readonly ordersPerDay: number; readonly historyDays: number }>> = {
  demo: { ordersPerDay: 20, historyDays: 120 },
  busy: { ordersPerDay: 700, historyDays: 365 },
  small: { ordersPerDay: 5, historyDays: 60 },
};

const dayMs = 86_400_000;
const rushMs = 2 * 3_600_000;

/** When a preset opens so that it has its history now: midnight UTC, so that it is the same all day. */
export function presetOpening(name: PresetName, now: Millis): Millis {
  return (Math.floor(now / dayMs) - presets[name].historyDays) * dayMs;
}

/**
 * The plan of a preset. Whoever wants the same world again gives the same `opensAt`: row numbers, and so ids, are
 * counted from there. The demo sells about every minute for two hours from `liveSince` on.
 */
export function presetShop(name: PresetName, opensAt: Millis, liveSince?: Millis): ShopPlan {
  const rush = { from: liveSince ?? 0, to: (liveSince ?? 0) + rushMs, everySeconds: 60 };
  return {
    ...(name === "demo" && liveSince !== undefined ? { rush } : {}),
    name: "Mopul Studio",
    handle: "mopulstudio",
    email: "studio@example.net",
    opensAt,
    utcOffsetMinutes: -480,
    products: catalogue.map((plan) =>
      plan.permalink === "fnics" ? { ...plan, releasedAt: opensAt + 30 * dayMs } : plan,
    ),
    ordersPerDay: presets[name].ordersPerDay,
    growthPerYear: name === "busy" ? 0 : 0.6,
    weekdays: [0.8, 1.05, 1.1, 1.1, 1.05, 1.05, 0.85],
    shares: usualShares,
    fees: [usualFees],
    payouts: usualPayouts,
  };
}
