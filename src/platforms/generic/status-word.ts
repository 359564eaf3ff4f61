import type { SaleSighting } from "../../domain/facts/sighting.ts";

type Meaning = { readonly status: NonNullable<SaleSighting["status"]>; readonly refunded: boolean };

const words: readonly (readonly [Meaning["status"], string])[] = [
  [
    "completed",
    "completed complete paid succeeded success successful ok done closed settled fulfilled shipped delivered bezahlt abgeschlossen erfolgreich versendet",
  ],
  ["pending", "pending processing open unpaid authorized authorised on-hold offen ausstehend unbezahlt"],
  ["failed", "failed declined error expired rejected fehlgeschlagen abgelehnt"],
  ["cancelled", "cancelled canceled voided void storniert abgebrochen"],
];

const meanings = new Map<string, Meaning>(
  words.flatMap(([status, list]) => list.split(" ").map((word) => [word, { status, refunded: false }] as const)),
);
for (const word of ["refunded", "erstattet"]) meanings.set(word, { status: "completed", refunded: true });
meanings.set("", { status: "completed", refunded: false });

/** What a status cell says; undefined for a word that is not known, because a guess could book money that never came. */
export function statusMeaning(cell: string): Meaning | undefined {
  return meanings.get(cell.toLowerCase().replace(/\s+/g, "-"));
}
