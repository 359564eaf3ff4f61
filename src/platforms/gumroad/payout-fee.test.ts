import { expect, it } from "vitest";
import type { PulledRecord } from "../../spec/connector.ts";
import { walk } from "../../spec/testing/walk.ts";
import { payouts } from "./payouts.ts";
import { connect } from "./testing/connect.ts";
import { answering, recordedPayout } from "./testing/shop.ts";

const empty = {
  purchase_id: "",
  item_name: "",
  buyer_name: "",
  buyer_email: "",
  taxes: "",
  shipping: "",
  sale_price: "",
};
const fee = { ...empty, type: "Payout Fee", date: "2026-11-06", gumroad_fees: 0.25, net_total: -0.25 };

/** What is said of the fee of a payout in this state. */
async function feeOf(status: string): Promise<PulledRecord | undefined> {
  const answers = answering({ payouts: [{ ...recordedPayout, status, transactions: [fee] }] });
  const records = await connect(async ({ context }) => (await walk(payouts, context)).records, answers);
  return records.find(({ sightings }) => sightings[0]?.kind === "charge");
}

// Seeds 10, 11 and 20 of the simulation: the fee stayed booked when the payout came back.
it.each(["failed", "cancelled", "returned"])(
  "gives the fee of a payout back when the payout has %s",
  async (status) => {
    expect((await feeOf(status))?.sightings).toMatchObject([{ kind: "charge", amount: 25n, status: "failed" }]);
    expect((await feeOf(status))?.sameness).not.toBe((await feeOf("completed"))?.sameness);
  },
);

it("keeps the fee of a payout that arrived", async () => {
  expect((await feeOf("completed"))?.sightings[0]).not.toHaveProperty("status");
});
