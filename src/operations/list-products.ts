import { formatMinor } from "../domain/money/money.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { listedProducts } from "../store/listed-product.ts";

/** A product as a platform lists it. Moments ISO UTC. */
export type ProductLine = {
  readonly platform: string;
  /** The id that sales name it by. */
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly state: "published" | "draft" | "deleted";
  readonly type: string;
  /** Null where the buyer names the price or it depends on the choice. */
  readonly price: string | null;
  readonly currency: string;
  readonly description: string;
  readonly url: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly firstSeenAt: string;
  readonly changedAt: string;
};

/** The products of a book as its platforms list them: published ones first, then by name. */
export async function listProducts(handle: Handle, book: Book): Promise<readonly ProductLine[]> {
  const rank = { published: 0, draft: 1, deleted: 2 } as const;
  const lines = (await listedProducts(handle, book.id)).map(
    (one): ProductLine => ({
      platform: one.source,
      id: one.productId,
      externalId: one.externalId,
      name: one.name,
      state: one.state,
      type: one.type,
      price: one.price === undefined ? null : formatMinor(one.price, one.currency),
      currency: one.currency,
      description: one.description,
      url: one.url,
      metadata: JSON.parse(one.metadata) as Record<string, string>,
      firstSeenAt: isoTime(one.firstSeenAt),
      changedAt: isoTime(one.changedAt),
    }),
  );
  return lines.sort((a, b) => rank[a.state] - rank[b.state] || (a.name < b.name ? -1 : 1));
}
