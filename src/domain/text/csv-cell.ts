/** What spreadsheets would run as a formula, or read past, at the beginning of a cell; full-width forms count too. */
const dangerous = /^[=+\-@%|\t\r\n＝＋－＠]/u;

/** Text as a cell of a CSV file (RFC 4180): harmless to spreadsheets by an apostrophe before it, quoted where needed. */
export function csvText(text: string): string {
  const safe = dangerous.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of cells that are written already, ended as RFC 4180 asks. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(",")}\r\n`;
}
