import type { FileProfile, ReadingContext } from "../../../spec/file-profile.ts";
import { recordsOf, rowOf } from "../../../spec/testing/row.ts";
import { tell } from "../../../spec/testing/tell.ts";
import { genericProfile } from "../generic-csv.ts";
import { parseMapping } from "../parse-mapping.ts";

/** What a profile makes of each row of a small file, one line of text each; its own rows are the sample. */
export const read = (
  profile: FileProfile,
  text: string,
  more: Partial<ReadingContext> & { separator?: string } = {},
): string[] => {
  const [header = [], ...rows] = recordsOf(text, more.separator);
  const context = { header, currency: undefined, timeZone: "UTC", fileName: "f.csv", fileHash: "0", sample: rows };
  const opened = profile.open({ ...context, ...more });
  if (!opened.ok) throw new Error(opened.error);
  return rows.map((cells) => tell(opened.value.read(rowOf(header, cells))));
};

/** The profile of a mapping file that must be right. */
export const mapped = (mapping: object): FileProfile => {
  const parsed = parseMapping(JSON.stringify(mapping));
  if (!parsed.ok) throw new Error(parsed.error);
  return genericProfile(parsed.value);
};
