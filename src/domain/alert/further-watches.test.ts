import { describe, expect, it } from "vitest";
import { dayMs } from "../time/civil.ts";
import { watchBackup } from "./watch-backup.ts";
import { watchRuleFiles } from "./watch-compliance.ts";
import { watchJob } from "./watch-job.ts";
import { watchQuarantine } from "./watch-quarantine.ts";
import { engineSubject, watchMemory } from "./watch-resources.ts";
import { watchSink } from "./watch-sink.ts";
import { watchSource } from "./watch-source.ts";
import { watchStep } from "./watch-step.ts";

const now = Date.UTC(2026, 10, 21, 12);

describe("own work that fails", () => {
  const job = { name: "daily-report", title: "Keep the report of each day" };
  it("is minor while it is tried again, and worth a look once a person has to start it", () => {
    expect(watchJob({ ...job, failure: { sentence: "The disk is full.", triedAgain: true } })).toMatchObject({
      severity: "minor",
      lines: ["It is tried again by itself."],
    });
    expect(watchJob({ ...job, failure: { sentence: "The disk is full.", triedAgain: false } })).toMatchObject({
      severity: "worth-a-look",
      title: '"Keep the report of each day" did not succeed: The disk is full.',
      lines: ["`millrace jobs run daily-report` tries again."],
    });
    expect(watchJob(job)).toMatchObject({ present: false });
  });
});

describe("rule files", () => {
  it("that cannot be read are told at once, with file and field, until they are put right", () => {
    const sentence = 'policy/own.yaml, line 17: "sentence" must be one sentence that ends in a full stop.';
    const lines = [sentence, "Nothing outside is allowed meanwhile."];
    const seen = { key: "compliance/rule-files", severity: "serious", signature: sentence };
    expect(watchRuleFiles({ sentence, fix: "" })).toMatchObject({ ...seen, lines });
    expect(watchRuleFiles({ sentence, fix: "Mend it." })).toMatchObject({ lines: [...lines, "Mend it."] });
    expect(watchRuleFiles(undefined)).toMatchObject({ key: "compliance/rule-files", present: false });
  });
});

describe("back-ups", () => {
  it("are missed after a week and missed badly after a month", () => {
    expect(watchBackup({ since: now - 6 * dayMs }, now)).toMatchObject({ present: false });
    expect(watchBackup({ since: now - 8 * dayMs }, now)).toMatchObject({
      severity: "worth-a-look",
      title: "No back-up was made yet.",
    });
    expect(watchBackup({ since: 0, madeAt: now - 31 * dayMs }, now)).toMatchObject({
      severity: "serious",
      title: "The newest back-up is 31 days old.",
    });
  });
});

describe("records that are not understood", () => {
  it("are counted, with where to look", () => {
    expect(watchQuarantine({ source: "gumroad-2", title: "Gumroad", count: 2 })).toMatchObject({
      title: "2 records of Gumroad were not understood.",
      lines: ["They are kept, but not in the books.", "`millrace platforms show gumroad` tells which and why."],
    });
    expect(watchQuarantine({ source: "gumroad", title: "Gumroad", count: 1 })).toMatchObject({
      title: "1 record of Gumroad was not understood.",
    });
    expect(watchQuarantine({ source: "gumroad", title: "Gumroad", count: 0 })).toMatchObject({ present: false });
  });
});

describe("a place that takes no messages", () => {
  it("is told once a message was given up", () => {
    const sink = { name: "team", title: "Slack", failure: "Slack does not let Millrace in." };
    expect(watchSink({ ...sink, dead: 1 })).toMatchObject({ title: "Messages do not reach Slack (team)." });
    expect(watchSink({ ...sink, dead: 0 })).toMatchObject({ present: false });
    expect(watchSink({ name: "team", title: "Slack", dead: 3 })).toMatchObject({ present: false });
  });
});

describe("a step that waits for a person", () => {
  it("is told of in the last day before it is due, and not once it was answered", () => {
    const step = { id: "7", title: "Prove who you are to Etsy.", open: true };
    expect(watchStep({ ...step, dueAt: now + dayMs }, now)).toMatchObject({ severity: "worth-a-look" });
    expect(watchStep({ ...step, dueAt: now + dayMs + 1 }, now)).toMatchObject({ present: false });
    expect(watchStep(step, now)).toMatchObject({ present: false });
    expect(watchStep({ ...step, dueAt: now, open: false }, now)).toMatchObject({ present: false });
  });
});

describe("the engine's own memory", () => {
  it("says what happens at its ceiling: it ends, and what was confirmed is kept", () => {
    const used = { subject: engineSubject, title: "Millrace", usedBytes: 90, ceilingBytes: 100 };
    expect(watchMemory(used)).toMatchObject({
      lines: [
        expect.any(String),
        "At its ceiling it ends; what was confirmed is kept. Start it anew, or give it more.",
      ],
    });
  });
});

describe("a source that is not read", () => {
  it("says why first, where that is known", () => {
    const read = { source: "gumroad", title: "Gumroad", connectedAt: 0, everyMs: 1, reason: "Gumroad is away." };
    expect(watchSource(read, now)).toMatchObject({
      lines: ["Gumroad is away.", expect.any(String), expect.any(String)],
    });
  });
});
