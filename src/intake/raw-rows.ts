/** One row as it stood in a file, or one record of a platform, by name; what is empty is left out. */
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

/**
 * Reads the stored body of anything but a file: JSON, whose members are named by their path (`card.type`), or what a
 * form sends. What is neither is shown as it stands.
 */
export function rawRecord(body: string): readonly RawRow[] {
  const cells: Record<string, string> = {};
  flatten(cells, "", parsed(body));
  return [{ line: 1, cells }];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body.includes("=") && !/\s/.test(body) ? Object.fromEntries(new URLSearchParams(body)) : body;
  }
}

function flatten(cells: Record<string, string>, path: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (typeof value === "object") {
    for (const [name, inner] of Object.entries(value)) flatten(cells, path === "" ? name : `${path}.${name}`, inner);
    return;
  }
  const text = String(value);
  if (text.trim() !== "") cells[path === "" ? "text" : path] = text;
}

const personal =
  /name|mail|buyer|customer|payer|purchaser|giftee|gifter|phone|telephone|street|address|city|zip|post ?code|postal|ship |billing|note|message|party|license key|card|custom fields|\bip\b|referrer|^text$/i;
const productNames = /^(?:.* )?(item|product|lineitem|plan|variant|tier|offer|offer code|discount|coupon|sku) ?name$/i;
const emailShaped = /[^\s@<>"',;:]+@[^\s@<>"',;:]+/g;

/** What a row shows to somebody who did not ask to see the buyer: personal columns and anything like an e-mail are masked. */
export function hideBuyer(row: RawRow): RawRow {
  const cells: Record<string, string> = {};
  for (const [name, cell] of Object.entries(row.cells)) {
    // `full_name`, `card.visual`, `custom_fields[Your name]`: words however they are joined.
    const words = name
      .trim()
      .replace(/[_.[\]]+/g, " ")
      .trim();
    cells[name] =
      personal.test(words) && !productNames.test(words) ? "[hidden]" : cell.replace(emailShaped, "[e-mail]");
  }
  return { line: row.line, cells };
}
