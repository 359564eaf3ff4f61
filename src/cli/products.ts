import type { Command } from "commander";
import { amount } from "../domain/text/amount-text.ts";
import { listProducts, type ProductLine } from "../operations/list-products.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { table } from "./text/table.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace products` */
export function define(program: Command, context: CliContext): void {
  const products = program.command("products").description("What is sold, as the platforms list it.");
  const list = withCommon(products.command("list", { isDefault: true }))
    .description("Lists products, published ones first. New ones appear by themselves.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace products", "millrace products list --json");
}

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const products = await listProducts(workplace.store, book);
    if (options.json) sayJson(context.out, { products });
    else if (products.length === 0)
      context.out.write("No product is known. They are read from the platforms that are connected.\n");
    else context.out.write(productsText(products, context));
  });
}

function productsText(products: readonly ProductLine[], context: CliContext): string {
  const columns = [
    { title: "Name", mayShrink: true },
    { title: "Price", align: "right" as const },
    { title: "" },
    { title: "State" },
    { title: "Type" },
    { title: "Platform" },
    { title: "Id" },
  ];
  const rows = products.map((one) => [
    one.name,
    one.price === null ? "varies" : amount(one.price),
    one.currency,
    one.state,
    one.type,
    one.platform,
    one.id,
  ]);
  return table(columns, rows, context.out.columns, paintFor(context.out));
}
