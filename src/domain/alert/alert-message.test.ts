import { describe, expect, it } from "vitest";
import { alertMessage, alertMessages } from "./alert-message.ts";
import type { AlertNews } from "./alert-state.ts";
import type { AlertKey } from "./observation.ts";
import type { Severity } from "./severity.ts";

const at = Date.UTC(2026, 10, 21, 12);
const hour = 3_600_000;

function news(key: AlertKey, severity?: Severity, more: Partial<AlertNews> = {}): AlertNews {
  const what =
    severity === undefined ? ({ reason: "over", goneAt: at } as const) : ({ reason: "first", severity } as const);
  return { key, ...what, title: `About ${key}.`, lines: [], at, since: at - hour, times: 1, ...more };
}

describe("the message of an alert", () => {
  it("tells the first time what and why, with times on the clocks of the book", () => {
    const lines = ["It was last read at 2026-11-21T09:00:00.000Z."];
    expect(alertMessage(news("source/gumroad", "serious", { lines }), "Africa/Nairobi")).toEqual({
      key: `alert/source/gumroad/${at}`,
      thread: "alert/source/gumroad",
      about: "alert",
      at,
      severity: "serious",
      title: "About source/gumroad.",
      lines: ["It was last read at 21 Nov 2026 12:00."],
    });
  });

  // biome-ignore format: a table
  const endings = [
    ["still", 14, "It is still so. Since 21 Nov 2026 11:00, seen 14 times."],
    ["worse", 1, "It got worse. Since 21 Nov 2026 11:00."],
    ["changed", 2, "It changed. Since 21 Nov 2026 11:00, seen 2 times."],
  ] as const;
  it.each(endings)("says why it speaks again: %s", (reason, times, ending) => {
    expect(alertMessage(news("disk/data", "minor", { reason, times }), "UTC").lines).toEqual([ending]);
  });

  it("says how long it lasted when it is over, and is not serious then", () => {
    const over = alertMessage(news("disk/data", undefined, { goneAt: at - hour / 2, times: 3 }), "UTC");
    expect(over.lines).toEqual(["It lasted from 21 Nov 2026 11:00 to 21 Nov 2026 11:30, seen 3 times."]);
    expect("severity" in over).toBe(false);
    const { goneAt: _, ...unknown } = news("disk/data");
    expect(alertMessage(unknown, "UTC").lines).toEqual(["It lasted from 21 Nov 2026 11:00 to 21 Nov 2026 12:00."]);
  });
});

describe("many alerts at once", () => {
  const titles = (all: readonly AlertNews[]) => alertMessages(all, "UTC").map((one) => `${one.severity}: ${one.title}`);

  it("are nothing when there are none, and a message each when they are few, the worst first", () => {
    expect(titles([])).toEqual([]);
    expect(titles([news("disk/a"), news("disk/b", "minor"), news("disk/c", "serious")])).toEqual([
      "serious: About disk/c.",
      "minor: About disk/b.",
      "undefined: About disk/a.",
    ]);
  });

  it("are one message beside the serious ones when they are many", () => {
    const minors = Array.from({ length: 5 }, (_, i) => news(`disk/${i}`, i === 4 ? "worth-a-look" : "minor"));
    expect(titles([...minors, news("clock/a", "serious")])).toEqual([
      "serious: About clock/a.",
      "worth-a-look: 5 more things at once.",
    ]);
    expect(titles(minors)).toEqual(["worth-a-look: 5 things at once."]);
  });

  it("name every one of them, and are as serious as the worst", () => {
    const all = Array.from({ length: 9 }, (_, i) => news(`account/${i}`, "serious"));
    const [first, second, rest, ...none] = alertMessages([...all, news("disk/data")], "UTC");
    expect(none).toEqual([]);
    expect([first?.title, second?.title]).toEqual(["About account/0.", "About account/1."]);
    expect(rest?.severity).toBe("serious");
    expect(rest?.lines).toHaveLength(8);
    expect(rest?.lines.at(0)).toBe("Serious: About account/2.");
    expect(rest?.lines.at(-1)).toBe("Over: About disk/data.");
  });

  it("are not serious when all of them are over", () => {
    const over = Array.from({ length: 4 }, (_, i) => news(`disk/${i}`));
    expect(titles(over)).toEqual(["undefined: 4 things at once."]);
  });
});
