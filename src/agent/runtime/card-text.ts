import type { Result } from "../../base/result.ts";
import { readCard, type StrategyCard } from "../../spec/strategy-kit/read-strategy.ts";

const amount = "bigint:";

/** A card as JSON text for a row; the budget's amount is a bigint. */
export function cardText(card: StrategyCard): string {
  return JSON.stringify(card, (_, value: unknown) => (typeof value === "bigint" ? `${amount}${value}` : value));
}

/** The card in a row. */
export function cardFrom(text: string): Result<StrategyCard, string> {
  const parsed: unknown = JSON.parse(text === "" ? "null" : text, (name, value: unknown) =>
    name === "amount" && typeof value === "string" && value.startsWith(amount)
      ? BigInt(value.slice(amount.length))
      : value,
  );
  return readCard(parsed);
}
