import type { Millis } from "../../base/clock.ts";
import { limits } from "../../base/limits.ts";
import type { Sighting } from "../../domain/facts/sighting.ts";
import { currencyExponent } from "../../domain/money/currency.ts";

const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2200, 0, 1);
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/**
 * Bounds that hold for every source, whatever its profile let pass; a clause for people when one is broken. Ids must
 * look the same to a person as to the machine, so invisible and direction-changing characters are refused.
 */
export function sightingFault(sighting: Sighting): string | undefined {
  return (
    idFault(sighting.id) ??
    momentFault(momentsOf(sighting)) ??
    movementFault(sighting) ??
    currencyFault(sighting) ??
    amountFault(sighting)
  );
}

/** What is wrong with an id. */
export function idFault(id: string): string | undefined {
  if (id === "") return "it has no id";
  if (id.length > limits.objectIdLengthMax)
    return `its id has ${id.length} characters, more than ${limits.objectIdLengthMax}`;
  return unprintable.test(id) ? "its id holds invisible characters" : undefined;
}

/** What is wrong with moments that are named. */
export function momentFault(moments: readonly Millis[]): string | undefined {
  return moments.every((at) => at >= earliest && at < latest) ? undefined : "its date lies before 1990 or after 2199";
}

/**
 * Sales and conversions may be told in parts, by several files; what is told of any other movement is told at once, and
 * without all of it nothing could ever be booked.
 */
function movementFault(sighting: Sighting): string | undefined {
  if (sighting.kind === "sale" || sighting.kind === "conversion") return undefined;
  // It only says that the payout is known better under another id.
  if (sighting.kind === "payout" && sighting.supersededBy !== undefined) return undefined;
  if (sighting.at === undefined && sighting.dayAt === undefined) return "it has no date";
  return sighting.amount === undefined || sighting.currency === undefined ? "it has no amount" : undefined;
}

/** Every moment that a sighting names. */
export function momentsOf(sighting: Sighting): readonly Millis[] {
  const { refundedAt, disputedAt, refunds = [] } = sighting.kind === "sale" ? sighting : {};
  const all = [sighting.at, sighting.dayAt, refundedAt, disputedAt, ...refunds.map((refund) => refund.at)];
  return all.filter((at) => at !== undefined);
}

function currencyFault(sighting: Sighting): string | undefined {
  const named = sighting.kind === "conversion" ? [sighting.from?.currency, sighting.to?.currency] : [sighting.currency];
  const strange = named.find((code) => code !== undefined && currencyExponent(code) === undefined);
  return strange === undefined
    ? undefined
    : `"${strange.slice(0, 20)}" is not a currency the books know (an ISO code such as USD)`;
}

/** Whether any amount in a value, however deep, is too large. */
export function amountFault(value: unknown): string | undefined {
  if (typeof value === "bigint") {
    const size = value < 0n ? -value : value;
    return size > limits.amountMinorMax ? "an amount in it is larger than the books can hold" : undefined;
  }
  if (typeof value !== "object" || value === null || "units" in value) return undefined;
  for (const inner of Object.values(value)) {
    const fault = amountFault(inner);
    if (fault) return fault;
  }
  return undefined;
}
