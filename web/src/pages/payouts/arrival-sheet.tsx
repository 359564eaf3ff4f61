import { type FormEvent, useId, useState } from "react";
import type { z } from "zod";
import type { recordArrival } from "../../../../src/api/contract/payouts.ts";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { useWrite } from "../../lib/api/write.ts";
import type { Amount } from "../../lib/format/money.ts";
import { dayKey } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { type Payout, pathOf } from "./shapes.ts";
import { payoutsWords } from "./words.ts";

type Typed = {
  readonly at: string;
  readonly bank: string;
  readonly amount: string;
  readonly currency: string;
  readonly fee: string;
  readonly rate: string;
};
type Props = {
  readonly payout: Payout;
  readonly onClose: () => void;
  readonly onBooked: (amount: Amount, bank: string) => void;
};

/** Says what the bank counted in. A refusal leaves everything typed where it is. */
export default function ArrivalSheet({ payout, onClose, onBooked }: Props) {
  const w = useWords(payoutsWords);
  const here = useHere();
  const form = useId();
  const sent = payout.amount;
  const [typed, setTyped] = useState<Typed>({
    at: dayKey(here.now, here.zone),
    bank: "",
    amount: sent?.amount ?? "",
    currency: sent?.currency ?? "",
    fee: "",
    rate: "",
  });
  const record = useWrite<Typed>((input) => ({ path: pathOf(payout.key, "/arrival"), body: bodyOf(input) }), {
    topics: ["payouts", "books", "sales"],
    onDone: (_, { amount, currency, bank }) => onBooked({ amount: amount.trim(), currency }, bank.trim()),
  });
  const wrong = errorsOf(record.error);
  const field = (name: keyof Typed) => ({
    value: typed[name],
    error: wrong[name],
    onChange: (event: { readonly target: { readonly value: string } }) => {
      const value = name === "currency" ? event.target.value.toUpperCase() : event.target.value;
      setTyped((old) => ({ ...old, [name]: value }));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const element = event.currentTarget;
    record.mutate(typed, { onError: () => requestAnimationFrame(() => focusFirstError(element)) });
  };
  const foreign = sent !== null && typed.currency !== sent.currency;
  return (
    <Sheet
      title={w.recordTitle}
      onClose={onClose}
      foot={
        <Button kind="primary" type="submit" form={form} busy={record.isPending}>
          {w.book}
        </Button>
      }
    >
      <form id={form} className="stack" onSubmit={submit} noValidate>
        <p className="muted">{w.recordText}</p>
        {wrong.form && (
          <p className="field-error" role="alert">
            {wrong.form}
          </p>
        )}
        <Field label={w.day} type="date" max={dayKey(here.now, here.zone)} {...field("at")} />
        <Field label={w.bank} hint={w.bankHint} data-first-focus autoComplete="off" {...field("bank")} />
        <div className="payouts-pair">
          <Field label={w.amount} amount {...field("amount")} />
          <Field label={w.currency} maxLength={3} autoComplete="off" {...field("currency")} />
        </div>
        <Field label={w.bankFee} hint={w.bankFeeHint} amount {...field("fee")} />
        {foreign && <Field label={w.rate} hint={w.rateHint(typed.currency, sent.currency)} amount {...field("rate")} />}
      </form>
    </Sheet>
  );
}

/** What is left empty is not said. */
function bodyOf({ at, bank, amount, currency, fee, rate }: Typed): z.infer<typeof recordArrival> {
  const own = {
    ...(fee.trim() === "" ? {} : { fee: fee.trim() }),
    ...(rate.trim() === "" ? {} : { rate: rate.trim() }),
  };
  return { at, bank: bank.trim(), amount: amount.trim(), currency, ...own };
}

type Wrong = Partial<Record<keyof Typed | "form", string>>;

/** A refusal beside the field it is about. */
function errorsOf(error: ApiProblem | null): Wrong {
  if (!error) return {};
  if (Object.keys(error.fields).length > 0) return error.fields;
  const text = error.message;
  const places: Readonly<Record<string, keyof Typed>> = {
    "bank-name": "bank",
    "amount-wrong": /^The fee /.test(error.title) ? "fee" : "amount",
    "rate-wrong": "rate",
    "period-wrong": "at",
    "unknown-currency": "currency",
  };
  return { [places[error.kind] ?? "form"]: text };
}
