/** What a platform says of one product it sells. Prices are minor units of the listing's currency. */
export type ProductSighting = {
  /** The platform's own id of it. */
  readonly externalId: string;
  /** The id that sales name it by; equal to `externalId` where the platform has only one. */
  readonly productId: string;
  readonly name: string;
  readonly state: "published" | "draft" | "deleted";
  /** "product", "membership", "bundle", "coffee" …: the platform's word, or "product". */
  readonly type: string;
  /** Absent when the buyer names the price or it depends on the choice. */
  readonly price?: bigint;
  /** Of the listing, which is not always that of its sales. */
  readonly currency: string;
  /** Plain text or HTML as the platform has it, cut to a bound. */
  readonly description: string;
  readonly url?: string;
  /** Everything else worth keeping, small: tags, tiers, recurrence … No personal data. */
  readonly metadata: Readonly<Record<string, string>>;
};
