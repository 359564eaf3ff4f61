import { err, ok, type Result } from "../../base/result.ts";
import { undoCsvSafe } from "../../domain/text/undo-csv-safe.ts";
import { parseTime, type TimeFormat, timeFormats } from "../../domain/time/parse-time.ts";
import { quoted } from "../../spec/profile-kit/text.ts";

/**
 * The format in which most of these times can be read; the error is a sentence. Day-first and month-first dates that
 * none of the values tells apart are not guessed, except with points between the numbers, which only day-first has.
 */
export function guessTimeFormat(values: readonly string[], zone: string): Result<TimeFormat, string> {
  const times = values.map(undoCsvSafe).filter((value) => value !== "");
  const [example] = times;
  if (example === undefined) return ok("ymd");
  const read = (format: TimeFormat): number => times.filter((time) => parseTime(time, [format], zone).ok).length;
  const counts = timeFormats.map((format) => ({ format, count: read(format) }));
  const most = Math.max(...counts.map(({ count }) => count));
  if (most === 0) return err(`Its dates, such as ${quoted(example)}, are not written in a way that is known here.`);
  const best = counts.filter(({ count }) => count === most).map(({ format }) => format);
  if (best.length === 1) return ok(best[0] as TimeFormat);
  if (times.every((time) => !time.includes("/") && !/^[0-9]+-/.test(time))) return ok("dmy");
  return err(`Its dates, such as ${quoted(example)}, could be day first or month first.`);
}

const withPoint = /\.[0-9]{1,2}(?![0-9.,])|,[0-9]{3}\.|\.[0-9]{4,}|^-?0\.[0-9]/;
const withComma = /,[0-9]{1,2}(?![0-9.,])|\.[0-9]{3},|,[0-9]{4,}|^-?0,[0-9]/;
const threeDigits = /^[^0-9]*[0-9]{1,3}[.,][0-9]{3}[^0-9]*$/;

/** The character before the decimals of these amounts; the error is a sentence. */
export function guessDecimal(values: readonly string[]): Result<"." | ",", string> {
  const points = values.filter((value) => withPoint.test(value));
  const commas = values.filter((value) => withComma.test(value));
  const [point] = points;
  const [comma] = commas;
  if (point !== undefined && comma !== undefined) {
    return err(
      `Some of its amounts have a decimal point (${quoted(point)}), others a decimal comma (${quoted(comma)}).`,
    );
  }
  if (point !== undefined) return ok(".");
  if (comma !== undefined) return ok(",");
  const unclear = values.find((value) => threeDigits.test(value));
  return unclear === undefined
    ? ok(".")
    : err(`Its amounts, such as ${quoted(unclear)}, could have thousands or three decimals.`);
}
