/** One oddity of Gumroad's interface, and what is done about it. `source` says how it is known. */
export type Quirk = { readonly what: string; readonly answer: string; readonly source: string };

/** What surprises in Gumroad's interface. Each has a test in this folder, those of calls and payouts in `traps.test.ts`. */
export const quirks: readonly Quirk[] = [
  {
    what: "The next page is asked for with `page_key`; the answer's own word, `next_page_key`, is ignored and gives page 1 again.",
    answer: "The cursor is sent as `page_key`.",
    source: "antiwork/gumroad issue 4477",
  },
  {
    what: "Most refusals come with status 200 and `success: false`.",
    answer: "A call worked when its status is 2xx and `success` is true.",
    source: "antiwork/gumroad, api/v2/base_controller",
  },
  {
    what: "A slow search for sales is answered with status 400.",
    answer: "It is taken for something that passes.",
    source: "antiwork/gumroad, api/v2/sales_controller",
  },
  {
    what: "All amounts of a sale are US cents, while `currency` names that of the listing.",
    answer: "Sales are booked in USD; the listing's currency is a note.",
    source: "antiwork/gumroad, purchase.rb and pull request 4825",
  },
  {
    what: "How much of a sale was refunded is told only as what can still be refunded, as text in the listing's currency, and as 0 where the payment method is gone.",
    answer:
      "It is derived for listings in USD; otherwise the refund is known without its amount, until a payout tells it.",
    source: "antiwork/gumroad, purchase.rb, amount_refundable_in_currency",
  },
  {
    what: "`refunded` is missing, not false, on what was never charged: free sales and free trials.",
    answer: "A priced sale of a subscription without it is a trial and stays pending, also after the trial has ended.",
    source: "antiwork/gumroad, purchase.rb, as_json",
  },
  {
    what: "`disputed` stays true after the dispute was won, and a lost dispute looks like an open one.",
    answer: "`dispute_won` decides; the rest is open.",
    source: "antiwork/gumroad, charge/disputable.rb",
  },
  {
    what: "`tax_cents` is tax that Gumroad remits or tax of the seller, without saying which.",
    answer: "It is a memo, unless the record itself says that it is inside the price.",
    source: "antiwork/gumroad, purchase.rb",
  },
  {
    what: "A page of sales can skip a sale whose number is higher but whose time is older than the last one's.",
    answer: "Looks back overlap.",
    source: "antiwork/gumroad, api/v2/sales_controller and the note in product_reviews_controller",
  },
  {
    what: "`GET /sales/:id` shows every purchase, also test purchases, authorised pre-orders, received gifts and failed payments, which the list leaves out; nothing in the record tells them all apart.",
    answer: "A sale that a message names is booked only when the list, asked for its `order_id`, gives it.",
    source: "antiwork/gumroad, api/v2/sales_controller, show and index",
  },
  {
    what: "`after` and `before` are days in UTC, the first inclusive, the second exclusive.",
    answer: "The days are widened so that the moments asked for are inside.",
    source: "antiwork/gumroad, api/v2/sales_controller",
  },
  {
    what: "There is no list of what changed: a refund of an old sale shows only when that sale is read again.",
    answer: "A monthly look reaches over the whole window of disputes, a quarterly one over everything.",
    source: "antiwork/gumroad, api/v2/sales_controller",
  },
  {
    what: "The first payout may be one that does not exist yet, without an id.",
    answer: "It is not asked for, and passed over when it comes all the same.",
    source: "antiwork/gumroad, api/v2/payouts_controller",
  },
  {
    what: "A payout's lines are floats in US dollars, also when the payout is in another currency; `-0.0` and sums such as -25.599999999999998 occur.",
    answer:
      "The digits are read as written; noise beyond the sixth decimal is rounded away, anything else finer than a cent is refused.",
    source: "antiwork/gumroad, exports/payouts/base.rb and pull request 3013",
  },
  {
    what: "Prices of products have two decimals in every currency but yen, also where the currency itself has none (won).",
    answer: "They are brought to the currency's own smallest unit.",
    source: "antiwork/gumroad, config/currencies.json and pull request 6954",
  },
  {
    what: "Lists of products had no pages before April 2026.",
    answer: "An answer without `next_page_key` is the last page, however long it is.",
    source: "antiwork/gumroad pull requests 4425 and 4426",
  },
  {
    what: "Pings have no signature, and a field that the shop itself made can carry the name of one of theirs.",
    answer: "They only say where to look; nothing of them is booked.",
    source: "antiwork/gumroad, ping_notification.rb",
  },
  {
    what: "Asking twice for messages to one address gives each message twice.",
    answer: "What is there is looked at first.",
    source: "antiwork/gumroad, api/v2/resource_subscriptions_controller",
  },
];

/** Members of a sale that change without the sale having changed, with the reason. */
export const restlessInSales: Readonly<Record<string, string>> = {
  timestamp: "how long ago it was, in words",
  daystamp: "the same moment in the seller's time zone, which the seller may change",
  is_following: "whether the buyer follows the shop today",
  can_contact: "whether the buyer may be written to today",
  email: "the buyer's account address of today; the one given at the purchase is `purchase_email`",
  product_rating: "a review may come at any time",
  review: "a review may come at any time",
  reviews_count: "counts the product's reviews of today",
  average_rating: "counts the product's reviews of today",
  formatted_total_price: "computed with a rate of exchange when it is asked for",
  sent_abandoned_cart_email: "a letter of Gumroad's",
  license_uses: "counts each start of the product",
  paypal_refund_expired: "turns by itself after 180 days",
  has_custom_fields: "the product of today",
  product_has_variants: "the product of today",
  is_product_physical: "the product of today",
  is_recurring_billing: "the product of today",
  invoice_url: "may be signed anew for each answer",
  tracking_url: "no money",
};

/** Members of a product that change with every sale or every answer. */
export const restlessInProducts: Readonly<Record<string, string>> = {
  sales_count: "counts sales",
  sales_usd_cents: "counts sales",
  preview_url: "may be signed anew for each answer",
  thumbnail_url: "may be signed anew for each answer",
  covers: "addresses of pictures, which may be signed anew for each answer",
  file_info: "computed from files, no part of the listing",
};

/** Members of a payout that are mutable lists of sales, or that other records tell better. */
export const restlessInPayouts: Readonly<Record<string, string>> = {
  sales: "changes while sales are refunded",
  refunded_sales: "changes while sales are refunded",
  disputed_sales: "changes while sales are disputed",
};
