import { z } from "zod";
import { type Problem, problem } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { parseMinor } from "../../domain/money/money.ts";
import { planRefund } from "../../operations/own-refund.ts";
import { type ListedProduct, listedProducts } from "../../store/listed-product.ts";
import type { Desk } from "../caller.ts";
import { defineTool } from "../tool.ts";
import { proposalOutput, proposePlan, reasonField } from "./propose.ts";

const id = z.string().trim().min(1).max(300);
const platform = z.string().trim().min(1).max(60).describe("Where, such as gumroad.");
const decimal = z
  .string()
  .max(30)
  .regex(/^\d+(\.\d+)?$/, "write an amount as decimal text, such as 12.50");
const only = "Nothing is done: it waits for the owner's yes, or is denied by the rules.";

/** A refund for the owner to say yes to. */
export const proposeRefund = defineTool({
  name: "propose_refund",
  title: "Propose a refund",
  description: `Proposes to refund a sale, whole or in part, through its platform. ${only}`,
  needs: "propose",
  input: {
    sale: id.describe("The sale's id or key."),
    amount: decimal.optional().describe("In the sale's own currency; all that is left when it is left out."),
    reason: reasonField,
  },
  output: proposalOutput,
  run: async (desk, { sale, amount, reason }) => {
    const planned = await planRefund(desk.workplace, desk.book, sale, { amount, reason });
    if (!planned.ok) return planned;
    const { draft } = planned.value;
    return proposePlan(desk, draft, draft.idempotencyKey);
  },
});

/** Another price. */
export const proposePrice = defineTool({
  name: "propose_price",
  title: "Propose a price",
  description: `Proposes another price for a product. ${only} The rules want to know the owner's bounds first; a denial names what is missing.`,
  needs: "propose",
  input: {
    platform,
    product: id.describe('The product\'s "externalId" or "id" of list_products.'),
    price: decimal.describe("The new price in the listing's own currency, such as 12.50."),
    announced: z.boolean().default(false).describe("Whether it is announced as a discount from the price before."),
    reason: reasonField,
  },
  output: proposalOutput,
  run: async (desk, given) => {
    const product = await productOf(desk, given.platform, given.product);
    if (!product.ok) return product;
    const { currency, externalId } = product.value;
    const price = parseMinor(given.price, currency);
    if (!price.ok) return err(wrong(`The price "${given.price}" cannot be taken: ${price.error}.`));
    const parameters = {
      listing: externalId,
      price: price.value,
      currency,
      announced: given.announced,
      personal: false,
    };
    const worstCost = { amount: 0n, currency };
    const { platform: target, reason } = given;
    return proposePlan(desk, { kind: "listing.price", target, parameters, reason, evidence: [], worstCost });
  },
});

/** A listing that goes up or down. */
export const proposeListing = defineTool({
  name: "propose_listing",
  title: "Propose to publish or take down",
  description: `Proposes to publish a product or to take it down. ${only}`,
  needs: "propose",
  input: { platform, product: id, state: z.enum(["published", "taken-down"]), reason: reasonField },
  output: proposalOutput,
  run: async (desk, { platform: target, product: typed, state, reason }) => {
    const product = await productOf(desk, target, typed);
    if (!product.ok) return product;
    const parameters = { listing: product.value.externalId };
    const worstCost = { amount: 0n, currency: desk.book.homeCurrency };
    const kind = state === "published" ? ("listing.publish" as const) : ("listing.unpublish" as const);
    return proposePlan(desk, { kind, target, parameters, reason, evidence: [], worstCost });
  },
});

/** Words for a buyer. */
export const proposeMessage = defineTool({
  name: "propose_message",
  title: "Propose a message",
  description: `Proposes a message to one buyer or lead through a platform. ${only} Buyers' addresses cannot be read here: name the receiver as the owner gave it.`,
  needs: "propose",
  input: {
    platform,
    receiver: id.describe("Who is to get it, as the owner or the platform names them."),
    purpose: z.string().trim().min(1).max(60).describe("What it is for, such as service or marketing."),
    subject: z.string().trim().min(1).max(200).optional(),
    text: z.string().trim().min(1).max(5_000),
    reason: reasonField,
  },
  output: proposalOutput,
  run: async (desk, { platform: target, receiver, purpose, subject, text, reason }) => {
    const words = { text, ...(subject === undefined ? {} : { subject }) };
    const parameters = { receiver, channel: target, purpose, ...words };
    const worstCost = { amount: 0n, currency: desk.book.homeCurrency };
    return proposePlan(desk, { kind: "message.send", target, parameters, reason, evidence: [], worstCost });
  },
});

async function productOf(
  { workplace, book }: Desk,
  platformId: string,
  typed: string,
): Promise<Result<ListedProduct, Problem>> {
  const all = await listedProducts(workplace.store, book.id);
  const found = all.filter(
    ({ source, externalId, productId }) => source === platformId && (externalId === typed || productId === typed),
  );
  const [product] = found;
  if (product !== undefined && found.length === 1) return ok(product);
  const sentence = `No product "${typed.slice(0, 100)}" is known at ${platformId.slice(0, 60)}.`;
  return err(problem("unknown-product", sentence, { kept: "Nothing was proposed.", fix: "list_products names them." }));
}

function wrong(sentence: string): Problem {
  return problem("proposal-wrong", sentence, { kept: "Nothing was proposed." });
}
