import { describe, expect, it } from "vitest";
import { dayMs } from "../../domain/time/civil.ts";
import { connector } from "./connector.ts";

/** The longest time between two looks of such a schedule. */
function longestPause(cron: string): number {
  const [, hour, day, month] = cron.split(" ");
  if (month !== "*") return 92 * dayMs;
  if (day !== "*") return 31 * dayMs;
  if (!cron.endsWith("*")) return 7 * dayMs;
  if (hour === "*") return dayMs / 24;
  return hour?.startsWith("*/") ? (Number(hour.slice(2)) * dayMs) / 24 : dayMs;
}

describe("how often Gumroad's lists are looked at", () => {
  const looks = connector.streams.flatMap((stream) => stream.looks.map((look) => ({ stream: stream.id, ...look })));

  it.each(looks.map((look) => [`${look.stream} ${look.name}`, look] as const))(
    "%s overlaps the look before it, since a page can skip a sale and a look can fail",
    (_, look) => {
      if (look.reachMs !== undefined) expect(look.reachMs).toBeGreaterThanOrEqual(2 * longestPause(look.cron));
    },
  );

  it("goes over everything again at some time, because there is no list of what has changed", () => {
    for (const stream of connector.streams) {
      expect(stream.looks.filter((look) => look.reachMs === undefined)).toHaveLength(1);
    }
  });

  it("reads each sale again for as long as it can be disputed", () => {
    const sales = looks.filter((look) => look.stream === "sales" && look.cron.split(" ")[3] === "*");
    expect(Math.max(...sales.map((look) => look.reachMs ?? 0))).toBeGreaterThanOrEqual(180 * dayMs);
  });
});
