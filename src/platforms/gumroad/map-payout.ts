import { err, ok, type Result } from "../../base/result.ts";
import type { PayoutSighting } from "../../domain/facts/sighting.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { StatementLine } from "../../domain/payout/statement.ts";
import type { PulledRecord } from "../../spec/connector.ts";
import { canonicalText } from "../../spec/json-kit/canonical.ts";
import type { Exact } from "../../spec/json-kit/exact.ts";
import { type Fields, fieldsOf } from "../../spec/json-kit/fields.ts";
import { plainAmounts, readAmount } from "../../spec/profile-kit/amount.ts";
import { present } from "../../spec/profile-kit/present.ts";
import { notesOf, quoted } from "../../spec/profile-kit/text.ts";
import { filePayoutId } from "./payout-id.ts";
import { allRows, type PayoutLine, readRows } from "./payout-lines.ts";
import { currency, statementLineOf } from "./payout-rows.ts";
import { restlessInPayouts } from "./quirks.ts";

const restless: ReadonlySet<string> = new Set(Object.keys(restlessInPayouts));

/** What Gumroad's words for the state of a payout mean. `unclaimed` lies at PayPal and may still come back. */
const statuses: Readonly<Record<string, PayoutSighting["status"]>> = {
  creating: "pending",
  processing: "pending",
  unclaimed: "pending",
  completed: "completed",
  failed: "failed",
  cancelled: "failed",
  reversed: "returned",
  returned: "returned",
};

/**
 * One payout as a record. `lines` is undefined when Gumroad does not show them. The error is a clause that says what
 * cannot be understood.
 */
export function payoutRecord(
  raw: string,
  record: Exact,
  lines: readonly PayoutLine[] | undefined,
): Result<PulledRecord, string> {
  const fields = fieldsOf(record, "the payout");
  const payout = payoutOf(fields, lines);
  const listedAt = fields.moment("created_at");
  const refusal = fields.refusal();
  if (refusal !== undefined) return err(refusal);
  return ok({
    id: payout.id,
    raw,
    sameness: [canonicalText(record, restless), ...(lines ?? []).map((line) => line.sameness)].join("\n"),
    sightings: [payout, ...underFileId(payout.id, lines)],
    ...present({ at: listedAt, statement: statementOf(fields, lines) }),
  });
}

/** The file of the same payout names it otherwise. Whichever of the two is known first, this one is booked. */
function underFileId(id: string, lines: readonly PayoutLine[] | undefined): readonly PayoutSighting[] {
  const fileId = filePayoutId(allRows(lines) ?? []);
  return fileId === undefined ? [] : [{ kind: "payout", id: fileId, supersededBy: id }];
}

/** The lines in the payout's own currency; those of a payout in another one do not add up to it. */
function statementOf(fields: Fields, lines: readonly PayoutLine[] | undefined): readonly StatementLine[] | undefined {
  if (lines === undefined || fields.text("currency").toUpperCase() !== currency) return undefined;
  return readRows(lines).map(statementLineOf);
}

function payoutOf(fields: Fields, lines: readonly PayoutLine[] | undefined): PayoutSighting {
  const at = fields.moment("processed_at") ?? fields.moment("created_at");
  if (at === undefined) fields.refuse("processed_at and created_at are empty");
  const status = statuses[fields.text("status")];
  if (status === undefined) fields.refuse(`status is ${quoted(fields.text("status"))}, a word that is not known here`);
  const paid = paidOf(fields);
  const left = paid.currency === currency ? paid.amount : dollarsOf(fields, paid.currency, lines);
  const arrived = paid.currency === currency ? "" : `${formatMinor(paid.amount, paid.currency)} ${paid.currency}`;
  return {
    kind: "payout",
    id: fields.id("id"),
    currency,
    amount: left,
    ...present({ at, status, notes: notesOf({ arrived, through: fields.text("payment_processor").toLowerCase() }) }),
  };
}

/** "412.37" with its own currency: what the bank got. */
function paidOf(fields: Fields): { amount: bigint; currency: string } {
  const code = fields.text("currency").toUpperCase();
  const text = fields.digits("amount");
  if (currencyExponent(code) === undefined) {
    fields.refuse(`currency is ${quoted(code)}, which the books do not know`);
    return { amount: 0n, currency };
  }
  const read = readAmount(text, code, plainAmounts);
  if (!read.ok) fields.refuse(`amount is ${quoted(text)}, which ${read.error}`);
  else if (read.value < 0n) fields.refuse(`amount is ${quoted(text)}, which is below zero`);
  return { amount: read.ok ? read.value : 0n, currency: code };
}

/** The shop's balance is in dollars whatever the bank gets, so that what left it is what the lines come to. */
function dollarsOf(fields: Fields, code: string, lines: readonly PayoutLine[] | undefined): bigint {
  const sum = allRows(lines)?.reduce((net, row) => net + row.net, 0n);
  if (sum === undefined) fields.refuse(`it is in ${code}, and its lines, which are in ${currency}, cannot all be read`);
  else if (sum < 0n) fields.refuse(`its lines come to ${formatMinor(sum, currency)} ${currency}, which is below zero`);
  return sum ?? 0n;
}
