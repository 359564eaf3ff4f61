import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildState } from "./build.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "millrace-build-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file last changed `at` seconds into the epoch. */
function write(file: string, at: number): void {
  const place = path.join(folder, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, "");
  utimesSync(place, at, at);
}

describe("whether the dashboard is built", () => {
  it("is no in a fresh clone", () => {
    write("web/src/main.tsx", 100);
    expect(buildState(folder)).toEqual({ ready: false, reason: "The dashboard is not built yet" });
  });

  it("is yes when nothing it is made of is newer; a test or a text of its own changes nothing", () => {
    write("web/src/main.tsx", 100);
    write("web/dist/index.html", 200);
    write("web/src/lib/money.test.ts", 300);
    write("web/README.md", 300);
    expect(buildState(folder)).toEqual({ ready: true });
  });

  it("is no after a change anywhere in it", () => {
    write("web/dist/index.html", 200);
    write("web/src/pages/today/today.tsx", 300);
    expect(buildState(folder)).toEqual({ ready: false, reason: "The dashboard has changed" });
  });

  it("is yes where only the built files were brought along", () => {
    write("web/dist/index.html", 200);
    expect(buildState(folder)).toEqual({ ready: true });
  });
});
