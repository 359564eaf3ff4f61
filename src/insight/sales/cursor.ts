import type { SaleCursor } from "../../store/sale.ts";

/** Where a page ended, as text that nobody needs to read. */
export function cursorText({ occurredAt, objectKey }: SaleCursor): string {
  return Buffer.from(`${occurredAt} ${objectKey}`, "utf8").toString("base64url");
}

/** Reads what `cursorText` wrote; undefined of anything else. */
export function cursorOf(text: string): SaleCursor | undefined {
  const match = /^(-?\d{1,16}) (.{1,1000})$/su.exec(Buffer.from(text, "base64url").toString("utf8"));
  if (!match || Buffer.from(match[0], "utf8").toString("base64url") !== text) return undefined;
  return { occurredAt: Number(match[1]), objectKey: match[2] ?? "" };
}
