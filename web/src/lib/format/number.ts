import type { Lang } from "../words/lang.ts";
import { minus } from "./minus.ts";

/** A count or a plain decimal text with the groups of the language: `41,220`. */
export function number(value: number | bigint | string, lang: Lang): string {
  const format = new Intl.NumberFormat(lang, { numberingSystem: "latn", maximumFractionDigits: 20 });
  return format.format(typeof value === "string" ? (value as `${number}`) : value).replace("-", minus);
}

/** A share between 0 and 1 in whole percent: `92%`. */
export function percent(share: number, lang: Lang): string {
  const format = new Intl.NumberFormat(lang, { style: "percent", numberingSystem: "latn", maximumFractionDigits: 0 });
  return format.format(share).replace("-", minus);
}

/** `2,311 bytes`, `1.2 MB`: sizes of files and answers. */
export function bytes(count: number, lang: Lang): string {
  const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  let value = count;
  let step = 0;
  while (value >= 10_000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  const unit = steps[step] ?? "byte";
  const display = step === 0 ? "long" : "short";
  return new Intl.NumberFormat(lang, {
    style: "unit",
    unit,
    unitDisplay: display,
    numberingSystem: "latn",
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(value);
}

/** An identifier for people: its first and last four signs, `9f2c·41ab`. */
export function shortId(id: string): string {
  const plain = id.replaceAll("-", "");
  return plain.length <= 9 ? plain : `${plain.slice(0, 4)}·${plain.slice(-4)}`;
}
