import { actionKinds, type KindRow } from "../../domain/action/kinds.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { Rights } from "../strategy.ts";

/** What an owner who allows these rights allows, one line each. */
export function rightsText(rights: Rights): readonly string[] {
  const rows: readonly KindRow[] = rights.actions.map((kind) => actionKinds[kind]);
  const { budgetPerDay: budget } = rights;
  return [
    ...(rows.length === 0
      ? ["It may propose nothing."]
      : rows.map(
          ({ title, outside }) => `It may propose to ${title}${outside ? "" : " (nothing leaves this machine)"}.`,
        )),
    rights.hosts.length === 0
      ? "It may reach nothing on the internet."
      : `It may read from ${rights.hosts.join(", ")}.`,
    rights.model ? "It may propose to ask a language model." : "It uses no language model.",
    budget === undefined
      ? "What it proposes may cost nothing."
      : `What it proposes in a day may cost at most ${formatMinor(budget.amount, budget.currency)} ${budget.currency}.`,
  ];
}

/** Equal texts are equal rights, whatever the order in which they are declared. */
export function rightsKey({ actions, hosts, model, budgetPerDay: budget }: Rights): string {
  return JSON.stringify([
    [...new Set(actions)].sort(),
    [...new Set(hosts)].sort(),
    model,
    budget === undefined ? null : [budget.amount.toString(), budget.currency],
  ]);
}
