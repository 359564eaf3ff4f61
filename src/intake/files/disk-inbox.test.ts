import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskInbox } from "./disk-inbox.ts";

let root: string;
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), "millrace-inbox-")), "inbox");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("the inbox on the disk", () => {
  it("is made when it is not there, and shows only whole files", async () => {
    const inbox = diskInbox(root);
    expect(await inbox.files()).toEqual([]);
    for (const name of [
      ".hidden",
      "half.csv.part",
      "chrome.crdownload",
      "~$open.csv",
      "editor.csv~",
      "x.csv.reason.txt",
    ]) {
      writeFileSync(join(root, name), "x");
    }
    mkdirSync(join(root, "folder"));
    symlinkSync(join(root, "nowhere"), join(root, "broken-link.csv"));
    writeFileSync(join(root, "sales.csv"), "a,b\n");
    expect((await inbox.files()).map(({ name, bytes }) => [name, bytes])).toEqual([["sales.csv", 4]]);
  });

  it("never puts a file over another, and lays the reason beside it", async () => {
    const inbox = diskInbox(root);
    const names: string[] = [];
    for (const text of ["one", "two", "three"]) {
      await inbox.files();
      writeFileSync(join(root, "sales.csv.gz"), text);
      const [file] = await inbox.files();
      if (!file) throw new Error("the file was just written");
      names.push(await inbox.take(file, "refused", `because of ${text}\n`));
    }
    expect(names.map((name) => name.slice(root.length + 1))).toEqual([
      join("refused", "sales.csv.gz"),
      join("refused", "sales-2.csv.gz"),
      join("refused", "sales-3.csv.gz"),
    ]);
    expect(names.map((name) => readFileSync(name, "utf8"))).toEqual(["one", "two", "three"]);
    expect(readFileSync(join(root, "refused", "sales-2.csv.gz.reason.txt"), "utf8")).toBe("because of two\n");
    expect(await inbox.files()).toEqual([]);
  });

  it("numbers names without an ending too", async () => {
    const inbox = diskInbox(root);
    for (let i = 0; i < 2; i++) {
      await inbox.files();
      writeFileSync(join(root, "statement"), "x");
      const [file] = await inbox.files();
      if (file) await inbox.take(file, "done", undefined);
    }
    expect(readdirSync(join(root, "done")).sort()).toEqual(["statement", "statement-2"]);
    expect(existsSync(join(root, "statement"))).toBe(false);
  });

  it("takes the oldest first, and equal ones by name", async () => {
    const inbox = diskInbox(root);
    await inbox.files();
    for (const [name, at] of [
      ["b.csv", 20],
      ["a.csv", 20],
      ["z.csv", 10],
      ["c.csv", 20],
    ] as const) {
      writeFileSync(join(root, name), "x");
      utimesSync(join(root, name), at, at);
    }
    expect((await inbox.files()).map(({ name }) => name)).toEqual(["z.csv", "a.csv", "b.csv", "c.csv"]);
  });

  it("leaves a file where it is when no other name can be made for it", async () => {
    const inbox = diskInbox(root);
    await inbox.files();
    const name = `${"n".repeat(251)}.csv`;
    mkdirSync(join(root, "done"));
    writeFileSync(join(root, "done", name), "older");
    writeFileSync(join(root, name), "newer");
    const [file] = await inbox.files();
    if (!file) throw new Error("the file was just written");
    await expect(inbox.take(file, "done", undefined)).rejects.toThrow(/ENAMETOOLONG/);
    expect(readFileSync(join(root, "done", name), "utf8")).toBe("older");
    expect(existsSync(join(root, name))).toBe(true);
  });

  it("says so when the file has gone meanwhile", async () => {
    const inbox = diskInbox(root);
    await inbox.files();
    const gone = { name: "gone.csv", path: join(root, "gone.csv"), bytes: 1, modifiedAt: 0 };
    await expect(inbox.take(gone, "done", undefined)).rejects.toThrow(/ENOENT/);
  });
});
