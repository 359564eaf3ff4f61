import type { TimeFormat } from "../../domain/time/parse-time.ts";
import { zoneNamed } from "../../domain/time/zone.ts";
import type { ReadingContext } from "../../spec/file-profile.ts";
import type { Cells, When } from "../../spec/profile-kit/cells.ts";
import { columns } from "./columns.ts";

export type DateOrder = "mdy" | "dmy";

const monthFirstZones =
  /^(?:US\/|America\/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Indiana|Kentucky)|(?:P|M|C|E|AK)(?:S|D)T$|HST$)/;
const numericDate = /^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]/;

/** Whether the file writes the month or the day first, where one of its first rows proves it. */
export function dateOrderOf({ header, sample }: ReadingContext): DateOrder | undefined {
  const names: readonly string[] = columns.date;
  const place = header.findIndex((name) => names.includes(name.trim()));
  for (const cells of sample ?? []) {
    const [first, second] = dayAndMonth((cells[place] ?? "").trim());
    if (first > 12) return "dmy";
    if (second > 12) return "mdy";
  }
  return undefined;
}

function dayAndMonth(text: string): readonly [number, number] {
  const match = numericDate.exec(text);
  return [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
}

/**
 * Date, time and zone stand in three columns. The order of day and month follows the account's country: where no row
 * proves it the zone hints at it, month first in the United States and day first elsewhere; where a file has no zone
 * either, a date that could be both is refused.
 */
export function momentOf(cells: Cells, timeZone: string, order: DateOrder | undefined): When {
  const zone = cells.text(...columns.zone);
  const date = cells.text(...columns.date);
  if (date === "") cells.refuse(`${cells.column(...columns.date)} is empty`);
  const named = zone.includes("/") && zoneNamed(zone) !== undefined;
  const text = [date, cells.text(...columns.time), named ? "" : zone].filter((part) => part !== "").join(" ");
  const formats = ["ymd", ...(order ? [order] : hinted(date, zone)), "month-name"] as const;
  return cells.whenText(text, cells.column(...columns.date), formats, named ? zone : timeZone);
}

function hinted(date: string, zone: string): readonly TimeFormat[] {
  if (zone === "") return ["mdy", "dmy"];
  const [first, second] = dayAndMonth(date);
  const monthFirst = second > 12 || (first <= 12 && monthFirstZones.test(zone) && !date.includes("."));
  return [monthFirst ? "mdy" : "dmy"];
}
