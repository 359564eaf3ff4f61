import { mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lookAtFile } from "./look-at-file.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "millrace-look-"));
  writeFileSync(join(root, "sales.csv"), "a,b\n");
  utimesSync(join(root, "sales.csv"), 1_700_000_000, 1_700_000_000);
  symlinkSync(join(root, "loop"), join(root, "loop"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("a file that is to be read", () => {
  it("is known by its name, size and time before it is opened", () => {
    expect(lookAtFile(join(root, "sales.csv"))).toEqual({
      ok: true,
      value: { name: "sales.csv", bytes: 4, modifiedAt: 1_700_000_000_000 },
    });
  });

  it.each([
    ["missing.csv", "missing.csv does not exist."],
    [".", "is a folder, not a file."],
    ["sales.csv/more.csv", "sales.csv/more.csv does not exist: a part of its path is a file, not a folder."],
    ["loop", "loop is a link that leads back to itself."],
    ["n".repeat(300), "has too long a name."],
    ["nul\u0000byte", "cannot be read (ERR_INVALID_ARG_VALUE)."],
  ])("is refused in one sentence: %s", (name, told) => {
    const look = lookAtFile(join(root, name));
    expect(look.ok ? "" : look.error.sentence).toContain(told);
    expect(look.ok ? "" : look.error.kept).toBe("Nothing was booked.");
  });

  it.runIf(process.platform === "linux")("is no device that never ends (only Linux surely has /dev/zero)", () => {
    const look = lookAtFile("/dev/zero");
    expect(look.ok ? "" : look.error.sentence).toBe("The file /dev/zero is not a file but something else.");
  });
});
