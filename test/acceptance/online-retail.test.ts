import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { hasOnlineRetail, onlineRetail, skip } from "../support/online-retail.ts";

/** The file is in the order of its dates: so many lines are December 2010. The whole is in the slow suite. */
const lines = 42_481;
const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const file = join(folder.path, "december.csv");

describe.skipIf(!hasOnlineRetail)(`a month of real invoice lines${skip()}`, () => {
  beforeAll(async () => {
    const text = gunzipSync(readFileSync(onlineRetail)).toString("utf8");
    let end = 0;
    for (let line = 0; line <= lines; line++) end = text.indexOf("\n", end) + 1;
    writeFileSync(file, text.slice(0, end));
    await cli(dataDir, ["init", "--currency", "GBP", "--time-zone", "Europe/London"]);
  });
  afterAll(() => folder.remove());

  it("is imported to the penny, repeated lines and bad debt and all", async () => {
    const said = await cli(dataDir, ["import", file, "--currency", "GBP", "--json"]);
    expect(JSON.parse(said.out).files[0].rows).toEqual({ read: lines, booked: lines, known: 0, refused: 0 });
    const report = JSON.parse((await cli(dataDir, ["report", "--month", "2010-12", "--json"])).out);
    expect(report.totals).toMatchObject([
      { currency: "GBP", gross: "823746.14", refunded: "74789.12", net: "748957.02" },
    ]);
  });
});
