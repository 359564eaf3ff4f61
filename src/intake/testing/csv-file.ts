import { sha256, toHex } from "../../base/hash.ts";
import type { Sighting } from "../../domain/facts/sighting.ts";
import { type Decimal, parseDecimal } from "../../domain/money/decimal.ts";
import type { FileProfile } from "../../spec/file-profile.ts";
import type { IncomingFile } from "../import/open-file.ts";

/** A file in memory. */
export function csvFile(
  text: string,
  options: { readonly name?: string; readonly modifiedAt?: number } = {},
): IncomingFile {
  const bytes = Buffer.from(text, "utf8");
  return {
    fileName: options.name ?? "shop.csv",
    fileHash: toHex(sha256(bytes)),
    modifiedAt: options.modifiedAt ?? Date.UTC(2026, 4, 1),
    bytes: async function* () {
      yield bytes;
    },
  };
}

const decimal = (text: string): Decimal => {
  const read = parseDecimal(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
};

/** Sales of one line per row: `Id, Date, Gross, Fee, Refunded, Email, Product`; with `Line` filled, an invoice line instead. */
export const shopProfile: FileProfile = {
  id: "shop",
  title: "A shop",
  source: "shop",
  recognise: (header) => (header[0] === "Id" ? 1 : 0),
  open: (context) => ({
    ok: true,
    value: {
      read: (row) => {
        if (row.cell("Id") === "Totals") return { kind: "not-data", what: "totals" };
        if (row.cell("Id") === "Memo") return { kind: "sightings", sightings: [] };
        if (row.cell("Id") === "Bad") return { kind: "refused", reason: "it is bad" };
        const at = Date.parse(`${row.cell("Date")}T12:00:00Z`);
        const common = {
          kind: "sale" as const,
          id: row.cell("Id"),
          ...(row.cell("Date") ? { at } : {}),
          currency: context.currency ?? "USD",
        };
        const product = { id: row.cell("Product") || "p", name: row.cell("Product") || "p" };
        const email = row.cell("Email");
        const name = row.cell("Name");
        const buyer = email || name ? { buyer: { ...(email ? { email } : {}), ...(name ? { name } : {}) } } : {};
        if (row.cell("Line")) {
          const line = {
            product,
            quantity: decimal("1"),
            amount: decimal(row.cell("Line")),
            identity: row.cells.join("|"),
          };
          return { kind: "sightings", sightings: [{ ...common, lines: [line], ...buyer }] };
        }
        const minor = (name: string): bigint => decimal(row.cell(name)).units;
        const sale: Sighting = {
          ...common,
          product,
          gross: minor("Gross"),
          ...(row.cell("Fee") ? { fees: { platform: minor("Fee") } } : {}),
          ...(row.cell("Refunded") ? { refunded: minor("Refunded") } : {}),
          ...buyer,
        };
        return { kind: "sightings", sightings: [sale] };
      },
      finish: () =>
        context.fileName.startsWith("payout")
          ? [{ kind: "payout", id: context.fileHash, at: Date.UTC(2026, 1, 1), currency: "USD", amount: 500n }]
          : [],
    },
  }),
};
