import { beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "../../base/clock.ts";
import { recordingLog } from "../../base/log.ts";
import { type Problem, problem } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { ImportSummary } from "../import/summary.ts";
import type { InboxFile, InboxFolder } from "./inbox-folder.ts";
import { type InboxWatch, watchInbox } from "./watch-inbox.ts";

const summary: ImportSummary = {
  fileName: "sales.csv",
  profile: "gumroad-sales",
  source: "gumroad",
  state: "done",
  seenBefore: false,
  resumed: false,
  rows: { read: 3, booked: 2, known: 1, refused: 0 },
  leftOut: {},
  objects: { added: { sale: 2 }, corrected: 0 },
  incomplete: 0,
  figures: {},
  occurredFrom: undefined,
  occurredTo: undefined,
  refusals: [],
  notes: [],
};

/** A folder in memory that remembers what was taken out of it. */
function memoryFolder(): InboxFolder & {
  files: () => Promise<InboxFile[]>;
  lying: Map<string, InboxFile>;
  taken: string[];
  broken: boolean;
} {
  const lying = new Map<string, InboxFile>();
  const taken: string[] = [];
  const folder = {
    path: "/inbox",
    lying,
    taken,
    broken: false,
    files: async () => {
      if (folder.broken) throw Object.assign(new Error("no"), { code: "EACCES" });
      return [...lying.values()];
    },
    take: async (file: InboxFile, to: "done" | "refused", reason: string | undefined) => {
      lying.delete(file.name);
      taken.push([file.name, to, ...(reason === undefined ? [] : [reason.trim()])].join(" | "));
      return `/inbox/${to}/${file.name}`;
    },
  };
  return folder;
}

let clock: ReturnType<typeof fixedClock>;
let folder: ReturnType<typeof memoryFolder>;
let log: ReturnType<typeof recordingLog>;
let results: Result<ImportSummary, Problem>[];
let imported: string[];
let watch: InboxWatch;

beforeEach(() => {
  clock = fixedClock(1_000_000);
  folder = memoryFolder();
  log = recordingLog();
  results = [];
  imported = [];
  watch = watchInbox({
    folder,
    clock,
    log,
    importFile: async (path) => {
      imported.push(path);
      return results.shift() ?? ok(summary);
    },
  });
});

const drop = (name: string, bytes = 10): void => {
  folder.lying.set(name, { name, path: `/inbox/${name}`, bytes, modifiedAt: clock.now() });
};

/** A look each second, as the engine does. */
const seconds = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) {
    await watch.look();
    clock.advance(1_000);
  }
};

describe("the inbox", () => {
  it("imports a file once it has lain there unchanged, and puts it away", async () => {
    drop("sales.csv");
    await seconds(2);
    expect(imported).toEqual([]);
    await seconds(1);
    expect(imported).toEqual(["/inbox/sales.csv"]);
    expect(folder.taken).toEqual(["sales.csv | done"]);
    expect(watch.news()[0]).toMatchObject({
      sentence: "sales.csv: 2 rows booked, 1 already known, 0 refused.",
      refused: false,
    });
    await seconds(5);
    expect(imported).toHaveLength(1);
  });

  it("waits while a file still grows", async () => {
    for (let bytes = 1; bytes <= 6; bytes++) {
      drop("slow.csv", bytes);
      await seconds(1);
    }
    expect(imported).toEqual([]);
    await seconds(3);
    expect(imported).toEqual(["/inbox/slow.csv"]);
  });

  it("puts a file that cannot be understood beside its reason", async () => {
    results = [
      err(
        problem("unknown-layout", "strange.csv: This file's layout is not known here.", {
          kept: "Nothing was booked.",
          fix: "Use --as.",
        }),
      ),
    ];
    drop("strange.csv");
    await seconds(3);
    expect(folder.taken).toEqual([
      "strange.csv | refused | strange.csv: This file's layout is not known here. Nothing was booked. Use --as.",
    ]);
    expect(watch.news()[0]?.sentence).toBe(
      "strange.csv was refused: This file's layout is not known here. Nothing was booked. Use --as.",
    );
  });

  it("lays the refused lines beside a file whose other rows are booked", async () => {
    const rows = { read: 30, booked: 5, known: 0, refused: 25 };
    const refusals = [{ line: 7, reason: "it has no date" }];
    results = [ok({ ...summary, rows, refusals })];
    drop("sales.csv");
    await seconds(3);
    expect(folder.taken[0]).toContain("sales.csv | done | sales.csv: 5 of 30 rows are in the books");
    expect(folder.taken[0]).toContain("Line 7: it has no date.");
    expect(folder.taken[0]).toContain("and 24 more");
    expect(watch.news()[0]?.refused).toBe(true);
  });

  it("refuses a file that breaks off, and says that what came before is booked", async () => {
    results = [ok({ ...summary, state: "stopped", brokenOff: "cut.csv.gz is damaged." })];
    drop("cut.csv.gz");
    await seconds(3);
    expect(folder.taken).toEqual(["cut.csv.gz | refused | cut.csv.gz is damaged. What came before it is booked."]);
  });

  it("is silent about a file it knows", async () => {
    results = [ok({ ...summary, seenBefore: true, rows: { read: 3, booked: 0, known: 2, refused: 1 } })];
    drop("again.csv");
    await seconds(3);
    expect(watch.news()[0]).toMatchObject({
      sentence: "again.csv: was imported before; nothing changed.",
      refused: false,
    });
  });

  it("leaves a file where it is when the fault is not the file's, and tries again after a minute", async () => {
    results = [err(problem("database-full", "The disk is full."))];
    drop("sales.csv");
    await seconds(30);
    expect(imported).toHaveLength(1);
    expect(folder.lying.has("sales.csv")).toBe(true);
    expect(watch.news()[0]?.sentence).toBe("sales.csv waits in the inbox: The disk is full.");
    await seconds(40);
    expect(folder.taken).toEqual(["sales.csv | done"]);
    expect(watch.news().map(({ refused }) => refused)).toEqual([false]);
  });

  it("goes on with other files when one of them meets an error of our own", async () => {
    let first = true;
    watch = watchInbox({
      folder,
      clock,
      log,
      importFile: async () => {
        if (first) {
          first = false;
          throw new Error("a bug");
        }
        return ok(summary);
      },
    });
    drop("a.csv");
    drop("b.csv");
    await seconds(3);
    expect(folder.taken).toEqual(["b.csv | done"]);
    expect(log.events.some(({ level, sentence }) => level === "error" && sentence.includes("a.csv"))).toBe(true);
    expect(
      watch
        .news()
        .map(({ sentence }) => sentence)
        .join(),
    ).not.toContain("a bug");
  });

  it("says nothing of a file that is taken away again meanwhile", async () => {
    folder.take = async () => {
      throw Object.assign(new Error("gone"), { code: "ENOENT" });
    };
    drop("gone.csv");
    await seconds(3);
    expect(watch.news()).toEqual([]);
  });

  it("lays all refused lines beside a file when they are few", async () => {
    const rows = { read: 2, booked: 0, known: 1, refused: 1 };
    results = [ok({ ...summary, rows, refusals: [{ line: 3, reason: "it has no id" }] })];
    drop("sales.csv");
    await seconds(3);
    expect(folder.taken[0]).toMatch(/Line 3: it has no id\.$/);
  });

  it("names no more than the latest files", async () => {
    for (let i = 0; i < 30; i++) drop(`${i}.csv`);
    await seconds(20);
    expect(imported).toHaveLength(30);
    expect(watch.news()).toHaveLength(20);
  });

  it("takes a few files at a time", async () => {
    for (let i = 0; i < 10; i++) drop(`${i}.csv`);
    await seconds(3);
    expect(imported).toHaveLength(4);
    await seconds(2);
    expect(imported).toHaveLength(10);
  });

  it("says once that the folder cannot be read, and recovers", async () => {
    const whole = folder.files;
    folder.files = async () => {
      throw new Error("for no reason that has a name");
    };
    await seconds(1);
    expect(watch.trouble()).toBe("The inbox /inbox cannot be read (unknown reason).");
    folder.files = whole;
    await seconds(1);
    expect(watch.trouble()).toBeUndefined();
    folder.broken = true;
    await seconds(3);
    expect(watch.trouble()).toBe("The inbox /inbox cannot be read (EACCES).");
    expect(log.events.filter(({ level }) => level === "error")).toHaveLength(2);
    folder.broken = false;
    await seconds(1);
    expect(watch.trouble()).toBeUndefined();
  });
});
