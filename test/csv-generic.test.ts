import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { openCsv } from "../src/intake/csv/open-csv.ts";
import { openFileBytes } from "../src/intake/files/open-file-bytes.ts";
import { chooseProfile } from "../src/intake/profiles/choose-profile.ts";
import { readRows } from "../src/intake/testing/read-rows.ts";
import { genericProfile, profile as guessing } from "../src/platforms/generic/generic-csv.ts";
import { profile as onlineRetail } from "../src/platforms/generic/online-retail-csv.ts";
import { parseMapping } from "../src/platforms/generic/parse-mapping.ts";
import type { FileProfile } from "../src/spec/file-profile.ts";
import { tell } from "../src/spec/testing/tell.ts";

const fixture = (name: string): string => new URL(`fixtures/csv/generic/${name}`, import.meta.url).pathname;

/** Reads a file as an import would: notes first, then one line per row, with its line in the file. */
const read = async (name: string, profiles: readonly FileProfile[], currency?: string): Promise<string[]> => {
  const csv = await openCsv(openFileBytes(fixture(name)));
  if (!csv.ok) throw new Error(csv.error.sentence);
  const chosen = chooseProfile(csv.value.candidates, profiles);
  if (!chosen.ok) throw new Error(chosen.error.sentence);
  const { header, profile } = chosen.value;
  const context = {
    header: header.cells,
    currency,
    timeZone: "Europe/Vienna",
    fileName: name,
    fileHash: "0",
    sample: header.sample(),
  };
  const reader = profile.open(context);
  if (!reader.ok) throw new Error(reader.error);
  const lines: string[] = [];
  for await (const outcomes of readRows(csv.value, header, reader.value)) {
    lines.push(...outcomes.map(({ line, reading }) => `${line}: ${tell(reading)}`));
  }
  return [...csv.value.notes(), ...lines];
};

describe("files of shops that no profile knows", () => {
  it("a German export in Windows-1252 with decimal commas is understood by its column names", async () => {
    expect(await read("bestellungen-windows-1252.csv", [guessing, onlineRetail])).toEqual([
      "The file is not UTF-8; it was read as Windows-1252.",
      "3: sale B-1001 EUR at=2026-01-31T17:05:00 gross=124900 fees.platform=6120 product.id=Töpferkurs product.name=Töpferkurs quantity=1 country=AT buyer.email=anna@example.com buyer.name=Anna Müller",
      '4: sale B-1002 EUR at=2026-02-01T08:12:00 gross=2980 fees.platform=149 product.id=Glasur; "Seeblau" product.name=Glasur; "Seeblau" quantity=2 country=DE buyer.email=ben@example.com buyer.name=Ben Weiß',
      "5: not data: blank",
      "6: sale B-1003 EUR at=2026-02-01T08:40:00 gross=-124900 fees.platform=0 product.id=Töpferkurs product.name=Töpferkurs quantity=1 country=AT buyer.email=anna@example.com buyer.name=Anna Müller",
      "7: not data: totals",
    ]);
  });

  it("a tab-separated UTF-16 export becomes lines of sales", async () => {
    const lines = await read("orders-utf-16.csv", [guessing], "USD");
    expect(lines.map((line) => line.slice(0, 96))).toEqual([
      "The file is UTF-16; it was read as such.",
      "2: sale 1 USD at=2026-01-31T17:05:00 lines=[product.id=Pattern “Fern” product.name=Pattern “Fern",
      "3: sale 1 USD at=2026-01-31T17:05:00 lines=[product.id=Pattern “Moss” product.name=Pattern “Moss",
      "4: sale 2 USD at=2026-01-31T23:10:00 lines=[product.id=型紙 product.name=型紙 quantity=1 amount=5.00",
    ]);
  });

  it("a statement with a preamble is read by its mapping file", async () => {
    const mapping = parseMapping(await readFile(fixture("statement-mapping.json"), "utf8"));
    if (!mapping.ok) throw new Error(mapping.error);
    expect(await read("statement-with-preamble.csv", [genericProfile(mapping.value), guessing])).toEqual([
      "5: sale S1 KES dayAt=2026-01-30T21:00:00 gross=120000 product.id=Mug, blue product.name=Mug, blue",
      "7: sale S2 KES dayAt=2026-01-30T21:00:00 nature=refund gross=-120000 product.id=Mug product.name=Mug",
      '8: refused: "12x0" in Paid is not a number: it is not written as a plain decimal number',
      "9: sale S4 KES dayAt=2026-01-31T21:00:00 gross=180000 product.id=Bowl product.name=Bowl",
      "10: not data: totals",
    ]);
  });
});
