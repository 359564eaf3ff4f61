import type { Millis } from "../../base/clock.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { money } from "../../domain/text/amount-text.ts";
import { dayMs } from "../../domain/time/civil.ts";
import { dayIn } from "../../domain/time/day.ts";
import { dayName } from "../../domain/time/written.ts";
import type { KnownAt } from "../known-at.ts";

/** `1,234.50 USD` */
export function amountText(minor: bigint, currency: string): string {
  return money(formatMinor(minor, currency), currency);
}

/** `9 Dec 2011`, on the clocks of the book. */
export function dateText(view: Pick<KnownAt, "book">, at: Millis): string {
  return dayName(dayIn(view.book.timeZone)(at));
}

/** A platform's id as a name begins: `gumroad` is Gumroad. */
export function platformName(source: string): string {
  return `${source.slice(0, 1).toUpperCase()}${source.slice(1)}`;
}

/** Whole days of a length of time, and at least one: `12 days`. */
export function daysText(days: number): string {
  const whole = Math.max(1, Math.round(days));
  return `${whole} ${whole === 1 ? "day" : "days"}`;
}

/** How long ago, in days. */
export function daysSince(view: Pick<KnownAt, "at">, moment: Millis): number {
  return (view.at - moment) / dayMs;
}

/**
 * Whether silence at a source means something: it is connected, its platform answers, and it was read in the last two
 * days. Otherwise what is missing may only not have been read yet.
 */
export function isReadNow(view: Pick<KnownAt, "at" | "connections">, source: string): boolean {
  const own = view.connections.filter((one) => one.source === source && one.state !== "removed");
  return (
    own.length > 0 &&
    own.every((one) => one.state === "on" && one.readUntil !== undefined && daysSince(view, one.readUntil) <= 2)
  );
}
