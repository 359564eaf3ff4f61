import { z } from "zod";
import { ok } from "../../base/result.ts";
import { counted } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { platformLimits } from "../../operations/limits.ts";
import { listProducts } from "../../operations/list-products.ts";
import { platformStatus } from "../../operations/platform-status.ts";
import { listBooks } from "../../store/book.ts";
import { defineTool } from "../tool.ts";
import { cursorField, limitField, pageOf, row } from "./fields.ts";

/** The businesses. */
export const books = defineTool({
  name: "list_books",
  title: "List the books",
  description: "The businesses whose books are kept here: short name, name, home currency and time zone of each.",
  needs: "read",
  input: {},
  output: z.looseObject({ books: z.array(row) }),
  run: async ({ workplace, caller }) => {
    const all = (await listBooks(workplace.store)).filter((book) => caller.may("read", book));
    const rows = all.map(({ slug, name, homeCurrency, timeZone }) => ({ slug, name, homeCurrency, timeZone }));
    return ok({ text: `${counted(rows.length, "business", "businesses")}.`, structured: { books: rows } });
  },
});

/** What is sold. */
export const products = defineTool({
  name: "list_products",
  title: "List products",
  description:
    'What is sold, as the platforms list it: name, price, state, address. "externalId" is what propose_price and propose_listing take.',
  needs: "read",
  input: { limit: limitField(50, 200), cursor: cursorField },
  output: z.looseObject({ products: z.array(row), next: z.string().nullable() }),
  run: async ({ workplace, book }, { limit, cursor }) => {
    const page = pageOf(await listProducts(workplace.store, book), limit, cursor);
    if (!page.ok) return page;
    // Descriptions are long, and metadata is whatever a platform says.
    const rows = page.value.items.map(({ description: _, metadata: __, ...one }) => one);
    const text = rows.length === 0 ? "No product is known." : `${counted(rows.length, "product")} shown.`;
    return ok({ text, structured: { products: rows, next: page.value.next } });
  },
});

/** The platforms and how far each was read. */
export const platforms = defineTool({
  name: "platforms",
  title: "Platforms",
  description: "The platforms that are connected: state, when each list was last read, what fails and since when.",
  needs: "read",
  input: {},
  output: z.looseObject({ platforms: z.array(row) }),
  run: async ({ workplace, book }) => {
    const all = await platformStatus(workplace, book);
    const rows = all.map(({ limits: _, ...one }) => one);
    const failing = all.filter(
      ({ accessFailure, streams }) => accessFailure !== null || streams.some(({ failure }) => failure !== null),
    );
    const names = failing.map(({ title }) => title).join(", ");
    const state = failing.length === 0 ? "Nothing fails." : `Something fails at ${names}.`;
    const text =
      all.length === 0 ? "No platform is connected." : `${counted(all.length, "platform")} connected. ${state}`;
    return ok({ text, structured: { platforms: rows } });
  },
});

/** What is left of platforms' limits. */
export const limits = defineTool({
  name: "limits",
  title: "Limits of platforms",
  description: "What is left of the request limits of each connected platform, and when each is whole again.",
  needs: "read",
  input: {},
  output: z.looseObject({ platforms: z.array(row) }),
  run: async ({ workplace }) => {
    const all = await platformLimits(workplace);
    const rows = all.map(({ platform, title, limits: each }) => ({
      platform,
      title,
      limits: each.map(({ resetAt, ...one }) => ({ ...one, wholeAgainAt: isoTime(resetAt) })),
    }));
    const text = rows.length === 0 ? "No platform is connected." : `Limits of ${counted(rows.length, "platform")}.`;
    return ok({ text, structured: { platforms: rows } });
  },
});
