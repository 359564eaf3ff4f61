import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWith } from "../../spec/testing/row.ts";
import { tell } from "../../spec/testing/tell.ts";
import { profile } from "./statement-csv.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/csv/mpesa/${name}`, import.meta.url), "utf8");
const header =
  "Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Reason Type,Linked Transaction ID";
const told = (row: string) => readWith(profile, `${header}\n${row}\n`).rows.map(tell)[0];

describe("the M-Pesa statement", () => {
  it("reads the organisation's statement below its preamble: what customers paid, tariffs, payouts, refunds", () => {
    expect(readWith(profile, fixture("organisation.csv")).rows.map(tell)).toEqual([
      "sale UI51AAAA01 KES gross=1250000 at=2026-09-05T07:00:00 status=completed buyer.name=2547****678 - JANE WANJIKU notes.type=Pay Bill Online",
      "charge UI51AAAA01/charge/8200 KES amount=8200 at=2026-09-05T07:00:00 feeKind=tariff status=completed notes.type=Pay Bill Charge",
      "sale UI51AAAA02 KES gross=70000 at=2026-09-05T07:06:00 status=failed buyer.name=2547****111 - PETER K notes.type=Pay Bill Online",
      "adjustment UI61AAAA03/out/100000 KES amount=-100000 at=2026-09-06T08:00:00 reason=payment status=completed notes.type=Business Payment to Customer via API",
      "charge UI61AAAA03/charge/500 KES amount=500 at=2026-09-06T08:00:00 feeKind=tariff status=completed notes.type=Business Payment to Customer Charge via API",
      "adjustment UI71AAAA04/out/1000000 KES amount=-1000000 at=2026-09-07T09:00:00 reason=own-funds status=completed notes.type=Withdraw Funds to Bank",
      "sale UI51AAAA01 KES refunds=[id=UI81AAAA05 amount=50000 at=2026-09-08T09:00:00]",
      "adjustment UI91AAAA06/in/1000 KES amount=1000 at=2026-09-09T09:00:00 reason=unexplained status=completed notes.type=Adjustment",
    ]);
  });

  it("reads the customer's statement, where what went out has no minus", () => {
    expect(readWith(profile, fixture("customer.csv")).rows.map(tell)).toEqual([
      "sale SB71AAAA01 KES gross=120000 at=2026-09-02T07:00:00 status=completed",
      "adjustment SB72AAAA02/out/30000 KES amount=-30000 at=2026-09-03T08:30:00 reason=payment status=completed",
      "charge SB72AAAA02/charge/500 KES amount=500 at=2026-09-03T08:30:00 feeKind=tariff status=completed",
      "adjustment SB73AAAA03/in/50000 KES amount=50000 at=2026-11-01T07:30:00 reason=own-funds status=completed",
      "adjustment SB74AAAA04/in/10000 KES amount=10000 at=2026-09-04T08:30:00 reason=unexplained status=completed",
    ]);
  });

  it("counts every time in Nairobi's, whatever the owner's zone is", () => {
    const { rows } = readWith(profile, fixture("customer.csv"), { timeZone: "America/New_York" });
    expect(rows.map(tell)[0]).toContain("at=2026-09-02T07:00:00");
  });

  it.each([
    [
      "a reference the payer typed decides nothing",
      "R1,2026-09-01 10:00,Pay Bill from 254711000111 - A Acc. bank charge reversal,Completed,100.00,,,,",
      "sale R1 KES gross=10000",
    ],
    [
      "a reversal of what we paid comes back",
      "R1,2026-09-01 10:00,Business Payment Reversal,Completed,100.00,,,,",
      "amount=10000 at=2026-09-01T07:00:00 reason=payment",
    ],
    [
      "a refund whose payment is not named stands by itself",
      "R1,2026-09-01 10:00,Pay Bill Reversal,Completed,,100.00,,,",
      "sale R1 KES gross=-10000 at=2026-09-01T07:00:00 nature=refund",
    ],
    [
      "a move between own accounts",
      "R1,2026-09-01 10:00,Business Transfer from MMF to Utility,Completed,,-100.00,,,",
      "reason=own-funds",
    ],
    [
      "a status nobody knows is not booked",
      "R1,2026-09-01 10:00,Customer Payment,Reversed,100.00,,,,",
      "status=pending",
    ],
    ["a zero row says nothing", "R1,2026-09-01 10:00,Balance enquiry,Completed,0.00,0.00,,,", "nothing"],
    [
      "a charge that came back",
      "R1,2026-09-01 10:00,Pay Bill Charge Reversal,Completed,5.00,,,,",
      "charge R1/charge-back/500 KES amount=-500",
    ],
  ])("reads %s", (_, row, expected) => {
    expect(told(row)).toContain(expected);
  });

  it.each([
    ["R1,2026-09-01 10:00,Customer Payment,Completed,100.00,-5.00,,,", "both Paid In and Withdrawn have an amount"],
    ["R1,2026-09-01 10:00,Customer Payment,Completed,-100.00,,,,", `"-100.00" in Paid In is below zero`],
    [
      "R1,2026-09-01 10:00,Customer Payment,Completed,100.005,,,,",
      `"100.005" in Paid In has more decimals than KES has`,
    ],
    [
      `R1,2026-09-01 10:00,Customer Payment,Completed,KSh 100,,,,`,
      `"KSh 100" in Paid In is not an amount: it is not written as a plain decimal number`,
    ],
    [",2026-09-01 10:00,Customer Payment,Completed,100.00,,,,", "Receipt No. is empty"],
    ["R1,,Customer Payment,Completed,100.00,,,,", "Completion Time is empty"],
    [
      "R1,2026-13-01 10:00,Customer Payment,Completed,100.00,,,,",
      `"2026-13-01 10:00" in Completion Time is not a time: the calendar has no such date`,
    ],
    [
      "R1,2026-09-01 25:00,Customer Payment,Completed,100.00,,,,",
      `"2026-09-01 25:00" in Completion Time is not a time: the clock has no such time`,
    ],
  ])("refuses %s", (row, clause) => {
    expect(told(row)).toBe(`refused: ${clause}`);
  });
});
