import { writeFileSync } from "node:fs";
import { join } from "node:path";

const header =
  "Type,Date,Purchase ID,Item Name,Buyer Name,Buyer Email,Taxes ($),Shipping ($),Sale Price ($),Gumroad Fees ($),Net Total ($)";

/** `worked`: what the platform sends after the first rows of the ledger's worked example, 130.75. `small`: one sale. */
const rows = {
  worked: [
    "Sale,2026-11-02,d29ya2VkMQ==,Guide,A,a@example.net,0.0,0.0,100.0,13.7,86.3",
    "Sale,2026-11-02,d29ya2VkMg==,Guide,B,b@example.net,0.0,0.0,100.0,13.7,86.3",
    "Partial Refund,2026-11-04,d29ya2VkMQ==,Guide,A,a@example.net,-0.0,-0.0,-30.0,-3.15,-26.85",
    "Technical Adjustment,2026-11-06,,,,,,,,,-15.0",
    "Totals,,,,,,0.0,0.0,,,130.75",
  ],
  small: ["Sale,2026-11-13,c21hbGwx,Guide,C,c@example.net,0.0,0.0,100.0,13.7,86.3", "Totals,,,,,,0.0,0.0,,,86.3"],
} as const;

/** The keys of their payouts. */
export const payoutKeys = {
  worked: "gumroad/payout/payout/2026-11-06/13075/d29ya2VkMQ==",
  small: "gumroad/payout/payout/2026-11-13/8630/c21hbGwx",
} as const;

/** Writes a platform's file about one payout. */
export function payoutFile(folder: string, name: keyof typeof rows): string {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, `${[header, ...rows[name]].join("\n")}\n`);
  return path;
}

/** The words that record an arrival on 9 or 16 November 2026 at the bank "KCB". */
export function arrival(key: string, amount: string, currency: string, ...more: readonly string[]): string[] {
  const day = key === payoutKeys.worked ? "2026-11-09" : "2026-11-16";
  return ["payouts", "arrived", key, "--at", day, "--bank", "KCB", "--amount", amount, "--currency", currency, ...more];
}
