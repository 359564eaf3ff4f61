import type { TimeFormat } from "../../domain/time/parse-time.ts";
import { zoneNamed } from "../../domain/time/zone.ts";
import type { Cells, When } from "../../spec/profile-kit/cells.ts";
import { columns } from "./columns.ts";

const monthFirstZones =
  /^(?:US\/|America\/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Indiana|Kentucky)|(?:P|M|C|E|AK)(?:S|D)T$|HST$)/;

/**
 * Date, time and zone stand in three columns. The order of day and month follows the account's country, which only
 * the zone hints at: month first in the United States, day first elsewhere. Where a file has no zone, a date that
 * could be either is refused.
 */
export function momentOf(cells: Cells, timeZone: string): When {
  const zone = cells.text(...columns.zone);
  const text = [cells.text(...columns.date), cells.text(...columns.time)].filter((part) => part !== "").join(" ");
  if (cells.text(...columns.date) === "") cells.refuse(`${cells.column(...columns.date)} is empty`);
  const named = zone.includes("/") && zoneNamed(zone) !== undefined;
  const suffix = zone === "" || named ? "" : ` ${zone}`;
  return cells.whenText(text + suffix, cells.column(...columns.date), formats(text, zone), named ? zone : timeZone);
}

function formats(text: string, zone: string): readonly TimeFormat[] {
  if (zone === "") return ["ymd", "mdy", "dmy", "month-name"];
  const [first = 0, second = 0] = (/^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]/.exec(text) ?? []).slice(1).map(Number);
  const monthFirst = second > 12 || (first <= 12 && monthFirstZones.test(zone) && !text.includes("."));
  return ["ymd", monthFirst ? "mdy" : "dmy", "month-name"];
}
