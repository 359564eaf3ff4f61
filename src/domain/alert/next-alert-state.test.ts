import { describe, expect, it } from "vitest";
import type { AlertNews, AlertState } from "./alert-state.ts";
import { alertTick, nextAlertState } from "./next-alert-state.ts";
import type { Observation } from "./observation.ts";
import { alertRules, hourMs, minuteMs } from "./rules.ts";
import type { Severity } from "./severity.ts";
import { acknowledgeAlert, quietAlert, unsilenceAlert } from "./silence.ts";

const start = Date.UTC(2026, 10, 21, 12);
const key = "account/gumroad";
const seen = (severity: Severity, signature = "a"): Observation => ({
  key,
  present: true,
  severity,
  signature,
  title: `T ${signature}`,
  lines: ["Why."],
});
const gone: Observation = { key, present: false, title: "Well." };
const serious = seen("serious");
const minor = seen("minor");

/** What happens at a minute, and what is said then: `first serious`, or "" for silence. */
type Row = readonly [minute: number, happens: Observation | "tick" | "ack" | "quiet 3 h" | "loud", said: string];

function story(rows: readonly Row[], rules = alertRules): AlertState | undefined {
  let state: AlertState | undefined;
  for (const [minute, happens, said] of rows) {
    const now = start + minute * minuteMs;
    let send: AlertNews | undefined;
    if (typeof happens === "object") ({ state, send } = nextAlertState(state, happens, now, rules));
    else if (state === undefined) throw new Error(`nothing is known at minute ${minute}`);
    else if (happens === "ack") state = acknowledgeAlert(state, "ann", now);
    else if (happens === "quiet 3 h") state = quietAlert(state, "ann", now + 3 * hourMs);
    else if (happens === "loud") state = unsilenceAlert(state);
    else ({ state, send } = alertTick(state, now, rules));
    const told = send === undefined ? "" : `${send.reason} ${send.severity ?? ""}`.trim();
    expect(`${minute}: ${told}`).toBe(`${minute}: ${said}`);
  }
  return state;
}

const hour = 60;
const day = 24 * hour;

// biome-ignore format: tables
const stories: readonly (readonly [what: string, rows: readonly Row[]])[] = [
  ["tells at once, again after 1, 6 and 24 hours, then daily", [
    [0, serious, "first serious"],
    [1, serious, ""], [59, serious, ""],
    [60, serious, "still serious"],
    [61, serious, ""], [359, serious, ""],
    [6 * hour, serious, "still serious"],
    [23 * hour, serious, ""],
    [day, serious, "still serious"],
    [2 * day - 1, serious, ""],
    [2 * day, serious, "still serious"],
    [3 * day, serious, "still serious"],
  ]],
  ["tells again while time passes, also without a new look", [
    [0, serious, "first serious"], [59, "tick", ""], [60, "tick", "still serious"],
  ]],
  ["makes up for a missed reminder once, not three times", [
    [0, serious, "first serious"], [30 * hour, serious, "still serious"], [30 * hour + 1, serious, ""],
  ]],
  ["says once that it is over, after it has been gone for ten minutes", [
    [0, serious, "first serious"], [5, gone, ""], [14, "tick", ""], [15, "tick", "over"], [16, gone, ""], [5 * day, gone, ""],
  ]],
  ["takes what comes and goes for one matter that lasts", [
    [0, serious, "first serious"], [5, gone, ""], [9, serious, ""], [10, gone, ""], [19, serious, ""], [20, gone, ""], [60, serious, "still serious"],
  ]],
  ["tells a new one after the last was over", [
    [0, serious, "first serious"], [1, gone, ""], [11, gone, "over"], [12, serious, "first serious"],
  ]],
  ["tells at once when it gets worse", [
    [0, minor, "first minor"], [1, seen("worth-a-look"), "worse worth-a-look"], [2, serious, "worse serious"],
  ]],
  ["tells another reason, but not every minute", [
    [0, serious, "first serious"], [1, seen("serious", "b"), ""], [15, seen("serious", "b"), "changed serious"], [16, serious, ""], [30, serious, "changed serious"],
  ]],
  ["tells that it is less bad", [
    [0, serious, "first serious"], [14, minor, ""], [15, minor, "changed minor"],
  ]],
  ["is silent once it is acknowledged, and says when it is over", [
    [0, serious, "first serious"], [1, "ack", ""], [60, serious, ""], [3 * day, serious, ""], [3 * day + 1, gone, ""], [3 * day + 11, gone, "over"],
  ]],
  ["speaks again when what was acknowledged gets worse", [
    [0, minor, "first minor"], [1, "ack", ""], [2, minor, ""], [3, serious, "worse serious"], [63, serious, "still serious"],
  ]],
  ["speaks again when what was acknowledged has another reason", [
    [0, serious, "first serious"], [1, "ack", ""], [20, seen("serious", "b"), "changed serious"], [80, seen("serious", "b"), "still serious"],
  ]],
  ["forgets an acknowledgement with what was acknowledged", [
    [0, serious, "first serious"], [1, "ack", ""], [2, gone, ""], [12, gone, "over"], [13, serious, "first serious"],
  ]],
  ["is silent for as long as it was asked to, and then speaks of what lasts", [
    [0, minor, "first minor"], [1, "quiet 3 h", ""], [60, minor, ""], [3 * hour, minor, ""], [3 * hour + 1, minor, "still minor"],
  ]],
  ["breaks the quiet for what gets worse", [
    [0, minor, "first minor"], [1, "quiet 3 h", ""], [2, seen("worth-a-look"), "worse worth-a-look"], [3, serious, "worse serious"],
  ]],
  ["keeps quiet about what comes and goes, and says afterwards that it is over", [
    [0, minor, "first minor"], [1, "quiet 3 h", ""], [2, gone, ""], [12, gone, ""], [30, minor, ""], [40, gone, ""], [50, gone, ""], [3 * hour + 1, "tick", "over"],
  ]],
  ["lets a new serious one through a quiet that was meant for the last", [
    [0, serious, "first serious"], [1, "quiet 3 h", ""], [60, serious, ""], [61, gone, ""], [71, gone, ""], [90, serious, "first serious"], [149, serious, ""], [150, serious, "still serious"],
  ]],
  ["can be quieted when there is nothing, against all but what is serious", [
    [0, minor, "first minor"], [1, gone, ""], [11, gone, "over"], [12, "quiet 3 h", ""], [13, minor, ""], [14, seen("worth-a-look"), ""], [15, serious, "first serious"],
  ]],
  ["speaks again when acknowledgement and quiet are taken back", [
    [0, serious, "first serious"], [1, "ack", ""], [2, "quiet 3 h", ""], [60, serious, ""], [61, "loud", ""], [62, serious, "still serious"],
  ]],
  ["cannot be acknowledged when it is gone or over", [
    [0, minor, "first minor"], [1, gone, ""], [2, "ack", ""], [3, serious, "worse serious"], [4, gone, ""], [14, gone, "over"], [15, "ack", ""], [16, serious, "first serious"],
  ]],
  ["says nothing of what never was", [[0, gone, ""], [1, gone, ""]]],
];

describe("an alert", () => {
  it.each(stories)("%s", (_, rows) => {
    story(rows);
  });

  it("tells since when, how often, and why", () => {
    let { state } = nextAlertState(undefined, serious, start);
    ({ state } = nextAlertState(state, serious, start + minuteMs));
    const { send } = nextAlertState(state, serious, start + hourMs);
    expect(send).toEqual({
      key,
      reason: "still",
      severity: "serious",
      title: "T a",
      lines: ["Why."],
      at: start + hourMs,
      since: start,
      times: 3,
    });
  });

  it("tells when it was over, which is when it was first gone", () => {
    let { state, send } = nextAlertState(undefined, serious, start);
    ({ state } = nextAlertState(state, gone, start + minuteMs));
    ({ send } = nextAlertState(state, gone, start + hourMs));
    expect(send).toEqual({
      key,
      reason: "over",
      title: "Well.",
      lines: [],
      at: start + hourMs,
      since: start,
      times: 1,
      goneAt: start + minuteMs,
    });
  });

  it("leaves nothing to keep once a day has passed", () => {
    expect(story([[0, gone, ""]])).toBeUndefined();
    const after: readonly Row[] = [
      [0, minor, "first minor"],
      [1, gone, ""],
      [11, gone, "over"],
    ];
    expect(story([...after, [12, gone, ""]])).toBeDefined();
    expect(story([...after, [12 + day, gone, ""]])).toBeUndefined();
  });

  it("is plain data that survives being stored as text", () => {
    const state = story([
      [0, serious, "first serious"],
      [1, "ack", ""],
      [2, "quiet 3 h", ""],
      [3, gone, ""],
    ]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it("never tells again when no reminders are wanted", () => {
    const rules = { ...alertRules, againAfterMs: [] };
    story(
      [
        [0, serious, "first serious"],
        [day, serious, ""],
        [9 * day, serious, ""],
      ],
      rules,
    );
  });
});

describe("a day's allowance", () => {
  const rules = { ...alertRules, perDayMax: 3, settleMs: 0, changeGapMs: 10 * minuteMs };

  it("keeps its last message for something serious", () => {
    story(
      [
        [0, minor, "first minor"],
        [1, gone, "over"],
        [2, minor, ""],
        [3, seen("worth-a-look"), ""],
        [4, serious, "first serious"],
        [day, serious, "still serious"],
      ],
      rules,
    );
  });

  it("leaves it at serious when no more may be said, and says later that it is over", () => {
    story(
      [
        [0, serious, "first serious"],
        [1, gone, "over"],
        [2, serious, "first serious"],
        [3, gone, ""],
        [day, gone, ""],
        [day + 1, gone, "over"],
      ],
      rules,
    );
  });

  it("tells what came back after it could not say that it was over, as soon as it may", () => {
    const rows: readonly Row[] = [
      [0, serious, "first serious"],
      [1, gone, "over"],
      [2, serious, "first serious"],
      [3, gone, ""],
      [4, serious, ""],
      [13, serious, "first serious"],
      [14, gone, ""],
      [15, minor, ""],
      [day, minor, ""],
      [day + 1, minor, "first minor"],
    ];
    story(rows, { ...rules, perDayMax: 4 });
  });
});
