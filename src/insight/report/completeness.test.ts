// biome-ignore-all format: files and what is asked of them stand one to a line, so that the cases read as a table
import { describe, expect, it } from "vitest";
import type { FileImport } from "../../store/file-import.ts";
import { completenessOf } from "./completeness.ts";
import type { LiveSource } from "./live-source.ts";

const zone = "Europe/London";
const at = (text: string): number => Date.parse(`${text}Z`);
const now = at("2026-07-15T10:00");

type Told = Partial<Omit<FileImport, "occurredMin" | "occurredMax">> & { readonly from?: string; readonly to?: string; readonly refused?: number; readonly written?: string };

let n = 0;
/** A file of rows between two moments, written on 10 July unless told otherwise, and read right then. */
function file({ from, to, refused = 0, written = "2026-07-10T09:00", ...more }: Told): FileImport {
  n += 1;
  return {
    id: BigInt(n), source: "shop", profile: "shop", fileName: `${n}.csv`, fileHash: `${n}`, header: [], state: "done",
    asOf: at(written), lineCursor: 9, counts: { read: 9, booked: 9 - refused, known: 0, refused },
    occurredMin: from === undefined ? undefined : at(from), occurredMax: to === undefined ? undefined : at(to),
    startedAt: now - 60_000, finishedAt: now, ...more,
  };
}

const may = file({ from: "2026-05-01T08:00", to: "2026-05-31T20:00" });
const june = file({ from: "2026-06-01T08:00", to: "2026-06-30T20:00" });
const quiet = file({ from: "2026-01-01T08:00", to: "2026-06-30T20:00" });

/** "complete", or why not. */
function says(files: readonly FileImport[], from: string, to: string, when = now): string {
  const { state, sources } = completenessOf(files, 0, { period: { from, to }, timeZone: zone, now: when });
  return sources.find((source) => source.why)?.why ?? state;
}

describe("a source is complete for a period when its files", () => {
  it.each<readonly [string, readonly FileImport[], string, string]>([
    ["reach from its first day to its last", [june], "2026-06-01", "2026-06-30"],
    ["do so together, from day to day", [june, may], "2026-05-01", "2026-06-30"],
    ["overlap", [file({ from: "2026-05-01T08:00", to: "2026-06-12T20:00" }), file({ from: "2026-06-03T08:00", to: "2026-06-30T20:00" })], "2026-05-01", "2026-06-30"],
    ["lie within one another", [quiet, may], "2026-01-01", "2026-06-30"],
    ["have days without sales, but within one file", [quiet], "2026-02-01", "2026-02-28"],
    ["leave out only what is not asked", [may, file({ from: "2026-07-01T08:00", to: "2026-07-15T08:00" })], "2026-05-01", "2026-05-31"],
    ["left out only what came before", [file({ from: "2026-01-01T08:00", to: "2026-01-31T20:00" }), june], "2026-06-01", "2026-06-30"],
    ["reach to within a day of now, of a time that is not over", [file({ from: "2026-07-01T08:00", to: "2026-07-14T12:00" })], "2026-07-01", "2026-07-31"],
    ["were read another time in full, where once they were not", [{ ...june, state: "stopped" }, june], "2026-06-01", "2026-06-30"],
    ["that are newer cover one that broke off", [file({ from: "2026-06-01T08:00", to: "2026-06-09T08:00", state: "stopped" }), june], "2026-06-01", "2026-06-30"],
    ["that are newer understand what was refused", [file({ from: "2026-06-01T08:00", to: "2026-06-30T08:00", refused: 2 }), june], "2026-06-01", "2026-06-30"],
    ["that are newer make up for one that broke off before its first row", [file({ state: "stopped" }), june], "2026-06-01", "2026-06-30"],
    ["of another layout add nothing, but take nothing away", [june, file({ profile: "payouts", from: "2026-06-20T08:00", to: "2026-06-21T08:00" })], "2026-06-01", "2026-06-30"],
    ["are older than their rows, as some archives make them", [file({ from: "2026-06-01T08:00", to: "2026-06-30T20:00", written: "1980-01-01T00:00" })], "2026-06-01", "2026-06-30"],
    ["tell days only", [file({ from: "2026-05-31T23:00", to: "2026-06-29T23:00" })], "2026-06-01", "2026-06-30"],
  ])("%s", (_, files, from, to) => {
    expect(says(files, from, to)).toBe("complete");
  });

  it("reach over the night the clocks change", () => {
    const march = file({ from: "2026-03-01T08:00", to: "2026-03-28T23:59" });
    const after = file({ from: "2026-03-29T23:30", to: "2026-04-20T08:00" });
    expect(says([march, file({ from: "2026-03-29T22:30", to: "2026-04-20T08:00" })], "2026-03-01", "2026-03-31")).toBe("complete");
    expect(says([march, after], "2026-03-01", "2026-03-31")).toContain("no file of it covers");
  });
});

describe("it is never called complete when", () => {
  it.each<readonly [string, readonly FileImport[], string, string, string]>([
    ["the period begins before the first row", [june], "2026-05-31", "2026-06-30", "its files begin at 2026-06-01T08:00:00.000Z"],
    ["the period ends before the first row", [june], "2026-02-01", "2026-02-28", "its files begin at 2026-06-01T08:00:00.000Z"],
    ["a monthly file was forgotten, however short the month", [file({ from: "2026-01-01T08:00", to: "2026-01-31T20:00" }), file({ from: "2026-03-01T08:00", to: "2026-03-31T20:00" })], "2026-01-01", "2026-03-31", "no file of it covers 2026-01-31T20:00:00.000Z and after"],
    ["a single day between two files is missing", [may, file({ from: "2026-06-02T08:00", to: "2026-06-30T20:00" })], "2026-05-01", "2026-06-30", "no file of it covers 2026-05-31T20:00:00.000Z and after"],
    ["files end before the period", [may], "2026-05-01", "2026-06-30", "its files end at 2026-05-31T20:00:00.000Z"],
    ["the last file was written before its last day was over", [file({ from: "2026-06-01T08:00", to: "2026-06-30T12:00", written: "2026-06-30T13:00" })], "2026-06-01", "2026-06-30", "its files end at 2026-06-30T12:00:00.000Z"],
    ["a file was written before its last day was over and the next begins after it", [file({ from: "2026-05-01T08:00", to: "2026-05-31T12:00", written: "2026-05-31T13:00" }), june], "2026-05-01", "2026-06-30", "no file of it covers 2026-05-31T12:00:00.000Z and after"],
    ["only a row dated in the future lies behind the period", [file({ from: "2026-06-01T08:00", to: "2199-01-01T00:00", startedAt: at("2026-06-12T09:00"), written: "2026-06-12T08:00" })], "2026-06-01", "2026-06-30", "its files end at 2026-06-12T09:00:00.000Z"],
    ["every row is dated in the future", [file({ from: "2199-01-01T00:00", to: "2199-01-02T00:00" })], "2026-06-01", "2026-06-30", "its files begin at 2199-01-01T00:00:00.000Z"],
    ["the period has not begun", [june], "2026-07-16", "2026-07-31", "this time has not begun yet"],
    ["it is not over and the files are more than a day old", [file({ from: "2026-07-01T08:00", to: "2026-07-14T09:00" })], "2026-07-01", "2026-07-31", "its files end at 2026-07-14T09:00:00.000Z"],
    ["an import goes on or was interrupted", [june, file({ fileName: "big.csv", state: "running", from: "2026-01-01T08:00", to: "2026-01-02T08:00" })], "2026-06-01", "2026-06-30", "big.csv is not read to its end yet"],
    ["a file broke off", [june, file({ fileName: "cut.csv", state: "stopped", from: "2026-06-01T08:00", to: "2026-07-02T08:00" })], "2026-06-01", "2026-06-30", "cut.csv broke off before its end"],
    ["a file broke off before its first row, and none came after", [june, file({ fileName: "cut.csv", state: "stopped", written: "2026-07-11T09:00" })], "2026-06-01", "2026-06-30", "cut.csv broke off before its end"],
    ["a row was refused", [file({ from: "2026-06-01T08:00", to: "2026-06-30T20:00", refused: 1 })], "2026-06-01", "2026-06-30", "1 row was not understood"],
    ["rows were refused, and only older files have them right", [june, file({ from: "2026-06-01T08:00", to: "2026-06-30T20:00", refused: 2, written: "2026-07-12T09:00" })], "2026-06-01", "2026-06-30", "2 rows were not understood"],
    ["no row has a date", [file({})], "2026-06-01", "2026-06-30", "no file of it holds a dated row"],
    ["only files of two layouts together reach over it", [may, file({ profile: "payouts", from: "2026-06-01T08:00", to: "2026-06-30T20:00" })], "2026-05-01", "2026-06-30", "its files begin at 2026-06-01T08:00:00.000Z"],
  ])("%s", (_, files, from, to, why) => {
    expect(says(files, from, to)).toBe(why);
  });

  it("one of two sources is not read", () => {
    const other = file({ source: "etsy", from: "2026-06-01T08:00", to: "2026-06-20T08:00" });
    const all = completenessOf([june, other], 0, { period: { from: "2026-06-01", to: "2026-06-30" }, timeZone: zone, now });
    expect(all.state).toBe("at-least");
    expect(all.sources.map(({ source, state }) => [source, state])).toEqual([["etsy", "at-least"], ["shop", "complete"]]);
  });

  it("a sale waits for what is missing, or nothing was read at all", () => {
    const asked = { period: { from: "2026-06-01", to: "2026-06-30" }, timeZone: zone, now };
    expect([completenessOf([june], 1, asked).state, completenessOf([], 0, asked).state]).toEqual(["at-least", "nothing-read"]);
  });
});

it("says from when to when a source was read, and how many refused rows stand", () => {
  const asked = { period: { from: "2026-06-01", to: "2026-06-30" }, timeZone: zone, now };
  const odd = file({ from: "2026-06-01T08:00", to: "2026-07-01T20:00", refused: 3 });
  expect(completenessOf([june, may, odd], 0, asked).sources).toEqual([
    { source: "shop", state: "at-least", readFrom: "2026-05-01T08:00:00.000Z", readTo: "2026-07-01T20:00:00.000Z", refusedRows: 3, why: "3 rows were not understood" },
  ]);
  expect(completenessOf([file({})], 0, asked).sources[0]).toMatchObject({ readFrom: "", readTo: "" });
});

const read = (to: string, from = 0): { readonly from: number; readonly to: number } => ({ from, to: at(to) });
const connected = (more: Partial<LiveSource> = {}): LiveSource => ({ source: "shop", state: "on", quarantined: 0, ...more });
/** "complete", or why not, with connections beside the files. */
function saysLive(live: readonly LiveSource[], files: readonly FileImport[], from: string, to: string): string {
  const { state, sources } = completenessOf(files, 0, { period: { from, to }, timeZone: zone, now }, { live });
  return sources.find((source) => source.why)?.why ?? state;
}

describe("a source that is connected is complete for a period when", () => {
  it.each<readonly [string, readonly LiveSource[], readonly FileImport[], string, string]>([
    ["it was read from the beginning to behind the end", [connected({ covered: read("2026-07-01T00:00") })], [], "2020-01-01", "2026-06-30"],
    ["it was read an hour ago and the period is not over", [connected({ covered: read("2026-07-15T09:00") })], [], "2026-07-01", "2026-07-31"],
    ["it fails now, but the period was over and read by then", [connected({ covered: read("2026-07-02T00:00"), failure: "Down." })], [], "2026-06-01", "2026-06-30"],
    ["its files reach on from where it was read to", [connected({ covered: read("2026-06-01T08:00"), state: "paused" })], [june], "2026-05-01", "2026-06-30"],
    ["its files lie before where it was read from", [connected({ covered: read("2026-07-15T09:30", at("2026-06-30T08:00")) })], [june], "2026-06-01", "2026-07-15"],
    ["a broken file is told anew by the platform", [connected({ covered: read("2026-07-15T09:30") })], [file({ state: "stopped", from: "2026-06-01T08:00", to: "2026-06-09T08:00" })], "2026-06-01", "2026-06-30"],
    ["an account was removed, but read before that", [connected({ covered: read("2026-07-02T00:00"), state: "removed", quarantined: 3 })], [], "2026-06-01", "2026-06-30"],
    ["the one account that is kept was read", [connected({ covered: read("2026-07-15T09:30") }), connected({ state: "removed" })], [], "2026-06-01", "2026-06-30"],
    ["an account was removed before it was ever read, and files tell all", [connected({ state: "removed" })], [june], "2026-06-01", "2026-06-30"],
  ])("%s", (_, live, files, from, to) => {
    expect(saysLive(live, files, from, to)).toBe("complete");
  });
});

describe("a source that is connected is never called complete when", () => {
  it.each<readonly [string, readonly LiveSource[], readonly FileImport[], string, string, string]>([
    ["it was not read to its end once", [connected()], [june], "2026-06-01", "2026-06-30", "it was not read to its end yet"],
    ["it could never be read", [connected({ failure: "Shop refused the token." })], [], "2026-06-01", "2026-06-30", "it was not read to its end yet: Shop refused the token"],
    ["it was last read before the period ended", [connected({ covered: read("2026-06-30T08:00") })], [], "2026-06-01", "2026-06-30", "it was read up to 2026-06-30T08:00:00.000Z"],
    ["it was last read hours ago, of a time that is not over", [connected({ covered: read("2026-07-15T06:00") })], [], "2026-07-01", "2026-07-31", "it was read up to 2026-07-15T06:00:00.000Z"],
    ["it fails now", [connected({ covered: read("2026-07-15T09:30"), failure: "Down." })], [], "2026-07-01", "2026-07-31", "it cannot be read now: Down"],
    ["it has failed since before the period ended", [connected({ covered: read("2026-06-20T09:30"), failure: "Down." })], [], "2026-06-01", "2026-06-30", "it was read up to 2026-06-20T09:30:00.000Z: Down"],
    ["it is paused", [connected({ covered: read("2026-06-20T09:30"), state: "paused" })], [], "2026-06-01", "2026-06-30", "it was read up to 2026-06-20T09:30:00.000Z: it is paused"],
    ["it was read from later on", [connected({ covered: read("2026-07-15T09:30", at("2026-06-10T00:00")) })], [], "2026-06-01", "2026-06-30", "it was read from 2026-06-10T00:00:00.000Z on"],
    ["one of its records waits", [connected({ covered: read("2026-07-15T09:30"), quarantined: 1 })], [], "2026-06-01", "2026-06-30", "1 of its records is not understood"],
    ["several of them wait", [connected({ covered: read("2026-07-15T09:30"), quarantined: 2 })], [], "2026-06-01", "2026-06-30", "2 of its records are not understood"],
    ["a second account was not read", [connected({ covered: read("2026-07-15T09:30") }), connected()], [], "2026-06-01", "2026-06-30", "it was not read to its end yet"],
    ["the period has not begun", [connected({ covered: read("2026-07-15T09:30") })], [], "2026-07-16", "2026-07-31", "this time has not begun yet"],
    ["a row of a file stands that the platform did not tell anew", [connected({ covered: read("2026-06-01T09:30") })], [file({ from: "2026-06-01T08:00", to: "2026-06-30T20:00", refused: 1 })], "2026-06-01", "2026-06-30", "1 row was not understood"],
  ])("%s", (_, live, files, from, to, why) => {
    expect(saysLive(live, files, from, to)).toBe(why);
  });

  it("a refund waits for its amount", () => {
    const asked = { period: { from: "2026-06-01", to: "2026-06-30" }, timeZone: zone, now };
    const live = [connected({ covered: read("2026-07-15T09:30") })];
    const told = completenessOf([], 0, asked, { live, waitingRefunds: 2 });
    expect([told.state, told.waitingRefunds]).toEqual(["at-least", 2]);
    const sources = [{ source: "shop", state: "complete", readFrom: "1970-01-01T00:00:00.000Z", readTo: "2026-07-15T09:30:00.000Z", refusedRows: 0 }];
    expect(completenessOf([], 0, asked, { live })).toEqual({ state: "complete", sources, incompleteSales: 0 });
  });
});
