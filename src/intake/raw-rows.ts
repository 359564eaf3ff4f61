/** One row as it stood in a file, by column name; empty cells are left out. */
export type RawRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

/** Reads the stored body of a file observation: `[[line, cell, …], …]`. A column without a name is called by its number. */
export function rawRows(body: string, header: readonly string[]): readonly RawRow[] {
  const rows = JSON.parse(body) as [number, ...string[]][];
  return rows.map(([line, ...cells]) => {
    const named: Record<string, string> = {};
    cells.forEach((cell, i) => {
      if (cell.trim() !== "") named[header[i] || `column ${i + 1}`] = cell;
    });
    return { line, cells: named };
  });
}

const personal =
  /name|mail|buyer|customer|payer|phone|telephone|street|address|city|zip|post ?code|postal|ship |billing|note|message|giftee|party|license key|card|\bip\b|referrer/i;
const productNames = /^(item|product|lineitem|plan|variant|tier|offer|discount|coupon) ?name$/i;
const emailShaped = /[^\s@<>"',;:]+@[^\s@<>"',;:]+/g;

/** What a row shows to somebody who did not ask to see the buyer: personal columns and anything like an e-mail are masked. */
export function hideBuyer(row: RawRow): RawRow {
  const cells: Record<string, string> = {};
  for (const [name, cell] of Object.entries(row.cells)) {
    cells[name] =
      personal.test(name) && !productNames.test(name.trim()) ? "[hidden]" : cell.replace(emailShaped, "[e-mail]");
  }
  return { line: row.line, cells };
}
