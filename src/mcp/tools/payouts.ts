import { z } from "zod";
import { ok } from "../../base/result.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { Break } from "../../domain/payout/break.ts";
import { counted, money } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { ArrivalMoney } from "../../operations/arrivals.ts";
import { listPayouts } from "../../operations/list-payouts.ts";
import { payoutGaps } from "../../operations/payout-gaps.ts";
import type { ProofState } from "../../operations/prove-payout.ts";
import { showPayout } from "../../operations/show-payout.ts";
import { defineTool } from "../tool.ts";
import { cursorField, limitField, pageOf, row } from "./fields.ts";

/** What platforms sent on. */
export const payouts = defineTool({
  name: "list_payouts",
  title: "List payouts",
  description:
    "What platforms sent on to the owner's bank or wallet, newest first: amount, fee, whether it arrived, and whether it is proved to the cent.",
  needs: "read",
  input: { limit: limitField(25, 200), cursor: cursorField },
  output: z.looseObject({ payouts: z.array(row), next: z.string().nullable() }),
  run: async ({ workplace, book }, { limit, cursor }) => {
    const page = pageOf(await listPayouts(workplace.store, book), limit, cursor);
    if (!page.ok) return page;
    const { items, next } = page.value;
    const rows = items.map(({ objectKey, source, id, status, at, currency, amount, fee, arrival, proof }) => ({
      key: objectKey,
      source,
      id,
      status,
      at: at === undefined ? null : isoTime(at),
      currency: currency ?? null,
      amount: written(amount, currency),
      fee: written(fee, currency),
      arrived: arrivalOf(arrival, currency),
      proof: proof.state,
    }));
    const text = rows.length === 0 ? "No payout is known." : `${counted(rows.length, "payout")} shown.`;
    return ok({ text, structured: { payouts: rows, next } });
  },
});

/** One payout's proof. */
export const payoutProof = defineTool({
  name: "payout_proof",
  title: "A payout's proof",
  description:
    "Proves one payout: what it is made of, what the platform stated, what is booked, what was sent, and every difference with its reason.",
  needs: "read",
  input: { id: z.string().min(1).max(300).describe("Its id or key as list_payouts shows it, or the end of either.") },
  output: z.looseObject({ key: z.string(), proof: row }),
  run: async ({ workplace, book }, { id }) => {
    const { payout, proof, arrival, objectKey } = await showPayout(workplace, book, id);
    const found = proofOf(proof);
    const breaks = "proof" in proof ? proof.proof.breaks : [];
    const text = `${objectKey} is ${proof.state}${breaks.length > 0 ? `: ${breaks.map(({ sentence }) => sentence).join(" ")}` : "."}`;
    const arrived = arrivalOf(arrival, payout.currency);
    return ok({ text, structured: { key: objectKey, source: payout.source, arrived, proof: found } });
  },
});

/** What no payout explains. */
export const gaps = defineTool({
  name: "payout_gaps",
  title: "What is unexplained in payouts",
  description: "Every difference between payouts, what they are stated to be made of and the books, the oldest first.",
  needs: "read",
  input: { limit: limitField(25, 200) },
  output: z.looseObject({ unexplained: row, breaks: z.array(row), proven: z.number() }),
  run: async ({ workplace, book }, { limit }) => {
    const { breaks, unexplained, proven, withBreaks, withoutStatement } = await payoutGaps(workplace.store, book);
    const sums = Object.fromEntries(
      [...unexplained].map(([currency, minor]) => [currency, formatMinor(minor, currency)]),
    );
    const open = Object.entries(sums).filter(([, text]) => !/^-?0(\.0*)?$/.test(text));
    const text =
      open.length === 0
        ? "Nothing is unexplained."
        : `Unexplained: ${open.map(([currency, minor]) => money(minor, currency)).join(" and ")}.`;
    const shown = breaks.slice(0, limit).map(breakOf);
    return ok({
      text,
      structured: {
        unexplained: sums,
        proven,
        withBreaks,
        withoutStatement,
        breaks: shown,
        breaksTotal: breaks.length,
      },
    });
  },
});

function written(minor: bigint | undefined, currency: string | undefined): string | null {
  return minor === undefined || currency === undefined ? null : formatMinor(minor, currency);
}

function arrivalOf(arrival: ArrivalMoney | undefined, currency: string | undefined): Record<string, unknown> | null {
  if (!arrival || currency === undefined) return null;
  return { at: isoTime(arrival.at), bank: arrival.bank, amount: formatMinor(arrival.amount, currency) };
}

function proofOf(found: ProofState): Record<string, unknown> {
  if (!("proof" in found)) return { state: found.state };
  const { proof } = found;
  const text = (minor: bigint): string => formatMinor(minor, proof.currency);
  return {
    state: found.state,
    currency: proof.currency,
    booked: text(proof.booked),
    stated: text(proof.stated),
    sent: text(proof.sent),
    residue: text(proof.residue),
    madeOf: proof.totals.map(({ sort, lines, gross, fees, net }) => ({
      sort,
      lines,
      gross: text(gross),
      fees: text(fees),
      net: text(net),
    })),
    breaks: proof.breaks.map(breakOf),
  };
}

function breakOf({ kind, payoutKey, objectKey, at, currency, amount, sentence }: Break): Record<string, unknown> {
  const about = objectKey === "" ? null : objectKey;
  return { kind, payout: payoutKey, about, at: isoTime(at), currency, amount: formatMinor(amount, currency), sentence };
}
