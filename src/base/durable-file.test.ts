import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readTexts, writeOnce } from "./durable-file.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-durable-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a file that is written once", () => {
  it("is there, folder and all, and is left alone afterwards", async () => {
    const inside = join(folder, "a", "b");
    expect(await writeOnce(inside, "1.txt", "one")).toBe("written");
    expect(await writeOnce(inside, "1.txt", "one")).toBe("same");
    expect(await writeOnce(inside, "1.txt", "two")).toBe("differs");
    expect(readFileSync(join(inside, "1.txt"), "utf8")).toBe("one");
    expect(readdirSync(inside)).toEqual(["1.txt"]);
  });

  it("takes the place of one that a crash left unfinished", async () => {
    writeFileSync(join(folder, "2.txt.unfinished"), "ha");
    expect(await writeOnce(folder, "2.txt", "half and half")).toBe("written");
    expect(readFileSync(join(folder, "2.txt"), "utf8")).toBe("half and half");
    expect(existsSync(join(folder, "2.txt.unfinished"))).toBe(false);
  });

  it("that cannot be written says so in one sentence", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(writeOnce(join(folder, "file"), "1.txt", "one")).rejects.toMatchObject({
      problem: { code: "file-not-written" },
    });
    mkdirSync(join(folder, "4.txt"));
    await expect(writeOnce(folder, "4.txt", "one")).rejects.toMatchObject({ problem: { code: "file-not-written" } });
  });
});

describe("the texts of a folder", () => {
  it("come in the order of their names, and only those with the ending", async () => {
    const inside = join(folder, "texts");
    mkdirSync(inside);
    for (const name of ["b.txt", "a.txt", "c.md"]) writeFileSync(join(inside, name), name);
    expect(await readTexts(inside, ".txt")).toEqual([
      { name: "a.txt", text: "a.txt" },
      { name: "b.txt", text: "b.txt" },
    ]);
  });

  it("are none when there is no folder, and a problem when it cannot be read", async () => {
    expect(await readTexts(join(folder, "nowhere"), ".txt")).toBeUndefined();
    expect(await readTexts(join(folder, "file"), ".txt")).toBeUndefined();
    if (process.getuid?.() === 0 || process.platform === "win32") return; // neither is kept out by permissions
    const closed = join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0);
    await expect(readTexts(closed, ".txt")).rejects.toMatchObject({ problem: { code: "folder-unreadable" } });
    chmodSync(closed, 0o700);
  });
});
