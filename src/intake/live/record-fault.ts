import type { PulledRecord } from "../../spec/connector.ts";
import { amountFault, idFault, momentFault, sightingFault } from "../import/check-sighting.ts";

/** Why a record must not come into the books, as a clause for people; the same bounds as for rows of files. */
export function recordFault(record: PulledRecord): string | undefined {
  const { statement = [], product, sightings } = record;
  return (
    idFault(record.id) ??
    sightings.map(sightingFault).find((clause) => clause !== undefined) ??
    momentFault(statement.map((line) => line.on)) ??
    amountFault([statement, product]) ??
    (product ? idFault(product.externalId) : undefined) ??
    (statement.length > 0 && !payoutCurrency(record) ? "it has a statement, but no payout's currency" : undefined)
  );
}

/** The currency that a statement's amounts are in: that of the payout the record is about. */
export function payoutCurrency({ sightings: [first] }: PulledRecord): string | undefined {
  return first?.kind === "payout" ? first.currency : undefined;
}
