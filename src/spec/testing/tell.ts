import type { Sighting } from "../../domain/facts/sighting.ts";
import { type Decimal, formatDecimal } from "../../domain/money/decimal.ts";
import { civilFromDays, dayMs } from "../../domain/time/civil.ts";
import type { RowReading } from "../file-profile.ts";

/**
 * A reading as one line per sighting, for tests that read like tables:
 * `sale A1 USD gross=2900 fees.platform=454 at=2026-11-12T17:41:08`. Amounts are minor units; absent fields are not told.
 */
export function tell(read: RowReading): string {
  if (read.kind === "not-data") return `not data: ${read.what}`;
  if (read.kind === "refused") return `refused: ${read.reason}`;
  return read.sightings.length === 0 ? "nothing" : read.sightings.map(tellSighting).join("\n");
}

export function tellSighting(sighting: Sighting): string {
  const { kind, id, ...rest } = sighting;
  const currency = "currency" in rest ? (rest.currency ?? "") : "";
  const fields = Object.entries(rest).filter(([name]) => name !== "currency");
  return [kind, id, currency, ...fields.flatMap(([name, value]) => told(name, value))]
    .filter((part) => part !== "")
    .join(" ");
}

function told(name: string, value: unknown): string[] {
  if (typeof value === "number") return [`${name}=${moment(value)}`];
  if (isDecimal(value)) return [`${name}=${formatDecimal(value)}`];
  if (Array.isArray(value)) return [`${name}=[${value.map((item) => told("", item).join(" ")).join("; ")}]`];
  if (typeof value !== "object" || value === null) return [name === "" ? String(value) : `${name}=${String(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => told(name === "" ? key : `${name}.${key}`, inner));
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === "object" && value !== null && "units" in value && "scale" in value;
}

/** `2026-11-12`, or `2026-11-12T17:41:08` where the moment is not midnight. */
function moment(at: number): string {
  const days = Math.floor(at / dayMs);
  const { year, month, day } = civilFromDays(days);
  const two = (n: number) => String(n).padStart(2, "0");
  const date = `${year}-${two(month)}-${two(day)}`;
  const seconds = Math.floor((at - days * dayMs) / 1000);
  if (seconds === 0) return date;
  return `${date}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
