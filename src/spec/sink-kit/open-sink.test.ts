import { describe, expect, it } from "vitest";
import { fixedClock } from "../../base/clock.ts";
import { networkTransport } from "../../base/egress/network-transport.ts";
import { createLog } from "../../base/log.ts";
import { seededRandom } from "../../base/random.ts";
import { createRedactor } from "../../base/redactor.ts";
import { ok } from "../../base/result.ts";
import type { OwnSink, SinkField } from "../sink.ts";
import { openSink, settingsOf } from "./open-sink.ts";
import { shareable } from "./shareable.ts";

const clock = fixedClock(0);
const message = shareable({ key: "k", about: "test", at: 0, title: "T", lines: [] }, (text) => text);
const field = (name: string, more: Partial<SinkField> = {}): SinkField => ({
  name,
  label: name.toUpperCase(),
  secret: false,
  required: true,
  help: "Help.",
  env: "MILLRACE_X",
  ...more,
});

function open(parts: Partial<OwnSink>, settings: Readonly<Record<string, string>> = {}) {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const log = createLog({ level: "debug", clock, redactor: createRedactor(), file: { write, close: () => {} } });
  const sink: OwnSink = {
    id: "s",
    title: "S",
    via: "own",
    fields: [],
    check: () => [],
    send: async () => ok({ at: 0, shortened: false }),
    ...parts,
  };
  const options = { name: "n", settings, transport: networkTransport(), clock, random: seededRandom(1n), log };
  return { opened: openSink(sink, options), lines };
}

describe("a sink that is opened", () => {
  it("never throws at those who send: a mistake in it is a failure like any other, and in the log", async () => {
    const { opened, lines } = open({
      send: async () => {
        throw new Error("boom");
      },
    });
    const result = opened.ok ? await opened.value.send(message) : opened;
    expect(result).toMatchObject({ ok: false, error: { kind: "fatal", code: "bug" } });
    expect(JSON.stringify(result)).not.toContain("boom");
    expect(lines.join("")).toContain("boom");
  });

  it("names all that is wrong with its settings at once, and opens nothing", () => {
    const fields = [field("a"), field("b", { choices: ["x", "y"] }), field("c", { required: false })];
    const { opened } = open({ fields, check: () => ['"D" is odd.'] }, { b: "z" });
    expect(opened).toMatchObject({
      ok: false,
      error: {
        code: "sink-settings",
        sentence: 'S cannot be used yet: "A" is missing. "B" must be one of x, y. "D" is odd.',
      },
    });
  });

  it("says at each field what is wrong with it", () => {
    const fields = [field("a"), field("b")];
    const { opened } = open({ fields, check: () => ['"B" is odd.', '"B" is long.'] }, { b: "z" });
    expect(opened).toMatchObject({
      error: { fields: { "settings.a": '"A" is missing.', "settings.b": '"B" is odd. "B" is long.' } },
    });
  });

  it("takes settings without the spaces around them, and defaults where nothing was given", () => {
    const setting = settingsOf([field("a", { byDefault: "1" }), field("b")], { a: "  ", b: " x\n" });
    expect([setting("a"), setting("b"), setting("toString")]).toEqual(["1", "x", ""]);
  });
});
