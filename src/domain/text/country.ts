import { countryAliases, countryTable } from "./country-table.ts";

const codes = new Map<string, string>();

for (const entry of entries(countryTable)) {
  const two = entry.slice(0, 2);
  for (const way of [two, entry.slice(3, 6), entry.slice(7)]) codes.set(plain(way), two);
}
for (const entry of entries(countryAliases)) codes.set(plain(entry.slice(3)), entry.slice(0, 2));
for (const nothing of ["", "unspecified", "unknown", "n/a", "none", "null", "-"]) codes.set(nothing, "");

/**
 * The ISO 3166 alpha-2 code of a country given by its code or by an English or German name. Text that names none
 * ("Channel Islands") comes back trimmed; nothing and "Unspecified" become "".
 */
export function countryCode(text: string): string {
  const trimmed = text.trim();
  return codes.get(trimmed) ?? codes.get(plain(trimmed)) ?? trimmed;
}

/** Without case, accents, points, apostrophes and a leading "the", so that spellings meet. */
function plain(text: string): string {
  const letters = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f.'’]/g, "");
  return letters.replaceAll("&", "and").replace(/^the /, "").replace(/\s+/g, " ");
}

function entries(table: string): string[] {
  return table.trim().split(/[|\n]/);
}
