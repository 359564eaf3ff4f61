import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/clock.ts";
import { loadConfig } from "../../src/base/config.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import type { NewStep } from "../../src/domain/step/step.ts";
import { createEngine } from "../../src/engine.ts";
import { askStep } from "../../src/steps/ask-step.ts";
import { saveOpenAlert } from "../../src/store/alert.ts";
import { findBook } from "../../src/store/book.ts";
import type { Store } from "../../src/store/handle.ts";
import { type CliWorld, cli, commandTime, type Said } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const say = (args: readonly string[], world?: CliWorld): Promise<Said> => cli(dataDir, args, world);

/** Changes the books as the engine's own rooms do. */
async function inside(work: (store: Store) => Promise<void>): Promise<void> {
  const clock = fixedClock(commandTime);
  const loaded = loadConfig({
    variables: { MILLRACE_DATA_DIR: dataDir },
    platform: "linux",
    homeDir: "/",
    workingDir: "/",
  });
  if (!loaded.ok) throw new Error("the configuration is wrong");
  const engine = await createEngine({
    loaded: loaded.value,
    clock,
    random: systemRandom,
    ids: uuidV7(clock, systemRandom),
    pid: process.pid,
    version: "0.0.0-test",
    as: "command",
    ruleFiles: () => [],
    onTrouble: () => undefined,
  });
  await work(engine.workplace.store);
  await engine.stop();
}

const ask = (step: Partial<NewStep>): Promise<void> =>
  inside(async (store) => {
    const book = await findBook(store, "main");
    const whole: NewStep = {
      kind: "listing",
      key: step.title ?? "",
      title: "A step.",
      lines: ["Open the page."],
      ...step,
    };
    await store.transaction((tx) => askStep(tx, book?.id ?? 0n, whole, { actor: "engine", now: commandTime }));
  });

beforeAll(async () => {
  expect((await say(["init", "--time-zone", "Africa/Nairobi"])).code).toBe(0);
});
afterAll(() => folder.remove());

describe("millrace steps", () => {
  it("says that nothing waits, and then what does, the soonest due first", async () => {
    expect((await say(["steps"])).out).toBe("Nothing waits for you.\n");
    await ask({
      title: "List the planner at Sellfy.",
      copies: [{ label: "Title", text: "Linen Grid Planner" }],
      link: "https://sellfy.example/new",
      input: "text",
    });
    await ask({ title: "Type the code that Etsy sent.", input: "code", dueAt: commandTime + 3_600_000 });
    await ask({ title: "Choose a category.", input: "choice", choices: ["icons", "fonts"] });
    const said = await say(["steps"]);
    expect(said.out).toMatch(
      /^Id +What to do +Due +State\n2 +Type the code.* 20 Nov 2026 13:00 +waits for you\n1 +List/,
    );
  });

  it("shows how one is done, with what to copy on lines of its own", async () => {
    const said = await say(["steps", "show", "1"]);
    expect(said.out).toContain("   Open the page.\n   https://sellfy.example/new\n");
    expect(said.out.endsWith("\nTitle:\nLinen Grid Planner\n")).toBe(true);
  });

  it("takes an answer of the kind it asks for, refuses others, and shows a text again but never a code", async () => {
    expect((await say(["steps", "resolve", "3", "stickers"])).err).toMatch(
      /^Step 3 cannot be resolved so: the answer must be one of icons, fonts\. Nothing was changed\./,
    );
    expect((await say(["steps", "resolve", "1", "https://sellfy.example/p/1"])).out).toBe(
      "Done: List the planner at Sellfy.\n",
    );
    expect((await say(["steps", "show", "1"])).out).toContain("Your answer: https://sellfy.example/p/1");
    const askHidden = async (): Promise<string> => "778 221";
    const coded = await say(["steps", "resolve", "2"], { terminal: true, input: { isTerminal: true, askHidden } });
    expect(coded.out).toBe("Done: Type the code that Etsy sent.\n");
    expect((await say(["steps", "show", "2", "--json"])).out).not.toContain("778 221");
    const again = await say(["steps", "resolve", "1", "x"]);
    expect(again).toMatchObject({ code: 1, err: "Step 1 is done. Nothing was changed.\n" });
    expect((await say(["steps", "resolve", "99"])).code).toBe(2);
  });

  it("cancels one with its reason, and keeps all of them", async () => {
    const said = await say(["steps", "cancel", "3", "--reason", "We sell no fonts."]);
    expect(said.out).toBe("Cancelled: Choose a category.\n");
    expect((await say(["steps"])).out).toBe("Nothing waits for you.\n");
    const { past } = JSON.parse((await say(["steps", "--all", "--json"])).out);
    expect(past).toHaveLength(3);
    expect(past).toContainEqual(
      expect.objectContaining({ state: "cancelled", note: "We sell no fonts.", endedBy: "owner" }),
    );
  });
});

describe("millrace alerts", () => {
  it("lists what is not right, with since when and what to do", async () => {
    expect((await say(["alerts"])).out).toBe("Nothing is wrong that Millrace knows of.\n");
    await inside(async (store) => {
      const times = { since: commandTime - 60_000, seenAt: commandTime, times: 2, toldAt: undefined };
      const known = { acknowledgedAt: undefined, acknowledgedBy: undefined };
      const title = "The disk is nearly full.";
      await store.transaction((tx) =>
        saveOpenAlert(tx, { key: "disk/data", severity: "serious", title, lines: ["Free some."], ...times, ...known }),
      );
    });
    const said = await say(["alerts"]);
    expect(said.out).toBe(
      "1  Serious: The disk is nearly full.\n   Free some.\n   Since 20 Nov 2026 11:59, seen 2 times.\n",
    );
    expect(JSON.parse((await say(["alerts", "--json"])).out).open).toMatchObject([{ id: "1", key: "disk/data" }]);
    expect(await say(["alerts", "ack", "7"])).toMatchObject({ code: 2 });
    expect((await say(["alerts", "quiet", "1", "--hours", "x"])).code).toBe(2);
  });
});

describe("millrace limits", () => {
  it("says that nothing is connected, as text and as JSON", async () => {
    expect(await say(["limits"])).toMatchObject({ code: 0, out: "No platform is connected.\n", err: "" });
    expect(JSON.parse((await say(["limits", "--json"])).out)).toEqual({ platforms: [] });
  });
});

describe("millrace inbox", () => {
  it("shows each step that waits, the soonest due first, how many there are, and takes the answer", async () => {
    await ask({ title: "List the fonts by hand.", lines: ["Sellfy has no door for programs."] });
    await ask({ title: "Prove who you are.", dueAt: commandTime + 7_200_000 });
    const said = await say(["inbox"], { columns: 120 });
    expect(said.out).toMatch(/^Waiting: 2 steps that only you can do\.\n\nProve who you are\./);
    expect(said.out).toContain("`millrace resolve 5` when it is done; due 20 Nov 2026 14:00\n");
    expect(said.out).toContain("\nList the fonts by hand.\n  Sellfy has no door for programs.\n");
    expect((await say(["resolve", "5"])).out).toBe("Done: Prove who you are.\n");
    expect((await say(["inbox"])).out).toContain("Waiting: 1 step that only you can do.");
    const { waiting, steps } = JSON.parse((await say(["inbox", "--json"])).out);
    expect([waiting, steps]).toEqual([[], [expect.objectContaining({ id: "4", state: "open" })]]);
    expect(await say(["resolve", "99"])).toMatchObject({ code: 2, out: "" });
  });
});
