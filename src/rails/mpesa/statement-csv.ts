import type { FileProfile, Row, RowReading } from "../../spec/file-profile.ts";
import { englishAmounts } from "../../spec/profile-kit/amount.ts";
import { type Cells, cellsOf } from "../../spec/profile-kit/cells.ts";
import { type Layout, layoutScore } from "../../spec/profile-kit/layout.ts";
import { openFile, reading } from "../../spec/profile-kit/open-file.ts";
import { size } from "../../spec/profile-kit/present.ts";
import { label } from "../../spec/profile-kit/text.ts";
import { currency, type StatementRow, sightingsOf } from "./statement-rows.ts";

const title = "M-Pesa, statement";

const columns = {
  receipt: ["Receipt No.", "Receipt No", "Receipt", "Receipt Number"],
  completed: ["Completion Time", "Completion Date"],
  paidIn: ["Paid In"],
  withdrawn: ["Withdrawn", "Paid Out", "Withdrawal"],
  status: ["Transaction Status", "Status"],
  reason: ["Reason Type"],
  details: ["Details"],
  party: ["Other Party Info"],
  linked: ["Linked Transaction ID"],
} as const;

const layout: Layout = {
  must: [columns.receipt, columns.completed, columns.details, columns.paidIn, columns.withdrawn],
  likely: [
    "Transaction Status",
    "Balance",
    "Initiation Time",
    "Reason Type",
    "Other Party Info",
    "Linked Transaction ID",
  ],
};

/** Statements are in Nairobi time and Kenyan shillings, wherever they are read. */
const zone = "Africa/Nairobi";

/** The organisation portal's statement and the customer's; lines above the header name the account and the period. */
export const profile: FileProfile = {
  id: "mpesa-statement",
  title,
  source: "mpesa",
  recognise: (header) => layoutScore(header, layout),
  open: (context) => openFile(context, title, layout, () => ({ read: readRow })),
};

function readRow(row: Row): RowReading {
  const cells = cellsOf(row, { ...englishAmounts, minusZero: true });
  const read = statementRow(cells);
  return reading(cells, cells.refusal() === undefined ? sightingsOf(read) : []);
}

function statementRow(cells: Cells): StatementRow {
  const linked = cells.text(...columns.linked);
  const reasonType = label(cells.text(...columns.reason));
  if (cells.text(...columns.completed) === "") cells.refuse(`${cells.column(...columns.completed)} is empty`);
  return {
    receipt: cells.id(...columns.receipt),
    when: cells.when(["ymd", "dmy"], zone, ...columns.completed),
    about: `${reasonType} ${impersonal(cells.text(...columns.details))}`.toLowerCase(),
    reasonType,
    status: statusOf(cells.text(...columns.status)),
    amount: amountOf(cells),
    linked: linked === "" ? "" : cells.id(...columns.linked),
    otherParty: cells.text(...columns.party),
  };
}

/** The details up to the first number or account reference: after it come names and whatever the payer typed. */
function impersonal(details: string): string {
  return details.split(/[0-9*]{4,}|\bacc(?:ount)?\b\.?/i, 1)[0] ?? "";
}

/** What went out is written with a minus in some statements and without in others. */
function amountOf(cells: Cells): bigint {
  const paidIn = cells.notBelowZero(currency, ...columns.paidIn) ?? 0n;
  const withdrawn = size(cells.amount(currency, ...columns.withdrawn) ?? 0n);
  if (paidIn !== 0n && withdrawn !== 0n)
    cells.refuse(`both ${cells.column(...columns.paidIn)} and ${cells.column(...columns.withdrawn)} have an amount`);
  return paidIn - withdrawn;
}

/** Only what is complete is booked; a status that is not known is kept and shown, but not booked. */
function statusOf(text: string): StatementRow["status"] {
  if (text === "" || /^(completed?|success|confirmed)/i.test(text)) return "completed";
  return /^(fail|decline|cancel|expire|reject)/i.test(text) ? "failed" : "pending";
}
