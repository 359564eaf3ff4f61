import type { Rate } from "./analytics.ts";

/** A share in percent with one decimal, half away from zero; unavailable where there is nothing to be a share of. */
export function rateOf(part: bigint, of: bigint, nothing: string): Rate {
  if (of <= 0n) return { state: "unavailable", why: nothing };
  const tenths = (part * 2_000n + (part < 0n ? -of : of)) / (2n * of);
  const size = tenths < 0n ? -tenths : tenths;
  const percent = `${tenths < 0n ? "-" : ""}${size / 10n}.${size % 10n}`;
  return { state: "known", part: Number(part), of: Number(of), percent };
}
