import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCsv } from "../../src/intake/csv/open-csv.ts";
import { openFileBytes } from "../../src/intake/files/open-file-bytes.ts";
import { chooseProfile } from "../../src/intake/profiles/choose-profile.ts";
import { readRows } from "../../src/intake/testing/read-rows.ts";
import { genericProfile, profile as guessing } from "../../src/platforms/generic/generic-csv.ts";
import { profile as onlineRetail } from "../../src/platforms/generic/online-retail-csv.ts";
import { parseMapping } from "../../src/platforms/generic/parse-mapping.ts";
import type { FileProfile } from "../../src/spec/file-profile.ts";
import { type BadFile, rows, wholeFiles } from "./csv-cases.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-bad-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Told = { readonly says: readonly string[]; readonly good: number };

const profilesFor = (bad: BadFile): { profiles: readonly FileProfile[]; forced: string | undefined } => {
  if (!bad.mapping) return { profiles: [guessing, onlineRetail], forced: bad.as };
  const mapping = parseMapping(JSON.stringify(bad.mapping));
  if (!mapping.ok) throw new Error(mapping.error);
  return { profiles: [genericProfile(mapping.value)], forced: "mapping" };
};

/** Goes the way of an import up to the sightings, and tells every sentence that a person would be shown. */
const importing = async (bad: BadFile): Promise<Told> => {
  const path = join(folder, "bad.csv");
  await writeFile(path, bad.gzip ? gzipSync(bad.content) : bad.content);
  const csv = await openCsv(openFileBytes(path));
  if (!csv.ok) return { says: [csv.error.sentence], good: 0 };
  const { profiles, forced } = profilesFor(bad);
  const chosen = chooseProfile(csv.value.candidates, profiles, forced);
  if (!chosen.ok) return { says: [chosen.error.sentence], good: 0 };
  const { header, profile } = chosen.value;
  const reader = profile.open({
    header: header.cells,
    currency: bad.currency === null ? undefined : (bad.currency ?? (bad.mapping ? undefined : "USD")),
    timeZone: bad.timeZone ?? "UTC",
    fileName: "bad.csv",
    fileHash: "0",
    sample: header.sample(),
  });
  if (!reader.ok) return { says: [reader.error], good: 0 };
  const says: string[] = [];
  let good = 0;
  for await (const outcomes of readRows(csv.value, header, reader.value)) {
    for (const { line, reading } of outcomes) {
      if (reading.kind === "refused") says.push(`line ${line}: ${reading.reason}`);
      if (reading.kind === "sightings") good += 1;
    }
  }
  const broken = csv.value.brokenOff();
  return { says: broken ? [broken.sentence] : says, good };
};

describe("a bad file gets one sentence", () => {
  it.each(wholeFiles.map((bad) => [bad.name, bad] as const))("%s", async (_, bad) => {
    expect((await importing(bad)).says).toEqual([bad.says]);
  });
});

describe("a bad row gets one sentence with its line, and the rows around it are kept", () => {
  it.each(rows.map((bad) => [bad.name, bad] as const))("%s", async (_, bad) => {
    expect(await importing(bad)).toEqual({ says: [bad.says], good: bad.good });
  });
});

it("there are at least 60 of them, all different", () => {
  const names = [...wholeFiles, ...rows].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(60);
});
