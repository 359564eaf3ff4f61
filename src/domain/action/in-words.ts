import { currencyExponent } from "../money/currency.ts";
import { formatMinor } from "../money/money.ts";
import { money } from "../text/amount-text.ts";
import type { Action } from "./action.ts";
import { actionKinds, type KindRow, type ParameterValue } from "./kinds.ts";

/** The target of what never leaves this installation: a line does not name it. */
const inside = "inside";

/** The action as an order in one line: "Refund a sale at gumroad: 29.00 USD, sale 7". */
export function actionLine(action: Action): string {
  const { title, parameters }: KindRow = actionKinds[action.kind];
  const lead = `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  const parts = planLines(action).map(({ name, value }) =>
    // What is the only thing that can be said needs no name.
    name === "amount" || name === "price" || Object.keys(parameters).length === 1 ? value : `${name} ${value}`,
  );
  return `${lead}${action.target === inside ? "" : ` at ${action.target}`}: ${parts.join(", ")}`;
}

/** What exactly is planned, parameter by parameter; amounts with their currency. */
export function planLines(action: Action): readonly { readonly name: string; readonly value: string }[] {
  const values: Readonly<Record<string, ParameterValue | undefined>> = action.parameters;
  const { parameters }: KindRow = actionKinds[action.kind];
  const currency = typeof values["currency"] === "string" ? values["currency"] : undefined;
  const known = currency !== undefined && currencyExponent(currency) !== undefined ? currency : undefined;
  return Object.entries(parameters).flatMap(([name, shape]) => {
    const value = values[name];
    if (value === undefined || value === false) return [];
    if (name === "currency" && known !== undefined) return [];
    const amount = shape.startsWith("amount") && typeof value === "bigint" && known !== undefined;
    return [{ name, value: amount ? money(formatMinor(value, known), known) : shown(value) }];
  });
}

function shown(value: ParameterValue): string {
  if (value === true) return "yes";
  return typeof value === "object" ? value.join(", ") : String(value);
}
