/** What spreadsheets would run as a formula; exporters put an apostrophe before it. */
const dangerous = "=+-@%|\t\r\n＝＋－＠";

/**
 * Takes back the apostrophe that exporters put before a cell that a spreadsheet would run as a formula: `'-12.50`
 * becomes `-12.50`. Every other text, also one that merely begins with an apostrophe, stays as it is.
 */
export function undoCsvSafe(cell: string): string {
  if (cell.charCodeAt(0) !== 0x27 || cell.length < 2) return cell;
  return dangerous.includes(cell.charAt(1)) ? cell.slice(1) : cell;
}
