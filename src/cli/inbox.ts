import type { Command } from "commander";
import { listInbox } from "../operations/list-inbox.ts";
import { listProducts, type ProductLine } from "../operations/list-products.ts";
import { listSteps } from "../operations/steps.ts";
import { stopsOn } from "../store/stop-switch.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson } from "./say.ts";
import { actionJson } from "./text/action-json.ts";
import { inboxText } from "./text/inbox-text.ts";
import { paintFor } from "./text/paint.ts";
import { stepJson } from "./text/step-json.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace inbox` */
export function define(program: Command, context: CliContext): void {
  const inbox = withCommon(program.command("inbox"))
    .description(
      "What waits for you, the soonest due first: acts that want your yes, acts of which nobody knows whether they were done, and steps that only a person can do.",
    )
    .action((options: CommonOptions) => inbox_(options, context));
  withExamples(inbox, "millrace inbox", "millrace inbox --json");
}

async function inbox_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const now = context.clock.now();
    const all = await listInbox(workplace, book);
    // What is over is nobody's matter any more, also before the engine has noted it.
    const items = all.filter(({ row, wants }) => wants === "look" || row.action.expiresAt > now);
    const stops = await stopsOn(workplace.store);
    // What was answered waits for Millrace's look, not for a person.
    const steps = (await listSteps(workplace, book)).open.filter(({ state }) => state === "open");
    if (options.json) {
      sayJson(context.out, {
        waiting: items.map(({ row, wants, sentence }) => ({ ...actionJson(row), wants, why: sentence })),
        steps: steps.map(stepJson),
        stopped: stops.map(({ scope, reason }) => ({ scope, reason })),
      });
      return;
    }
    const names = namesOf(await listProducts(workplace.store, book));
    const waiting = { items, steps, stops, names };
    context.out.write(inboxText(waiting, book.timeZone, paintFor(context.out), context.out.columns));
  });
}

/** Acts name a product by its platform's id; people know its name and price. */
function namesOf(products: readonly ProductLine[]): ReadonlyMap<string, string> {
  return new Map(
    products.map(({ externalId, name, price, currency }) => [
      externalId,
      price === null ? name : `${name}, now ${price} ${currency}`,
    ]),
  );
}
