/** The API's field names; a file may write them with spaces or capitals (`Order Number`, `created at`). */
function either(...fields: readonly string[]): readonly string[] {
  return fields.flatMap((field) => [field, field.replaceAll("_", " ")]);
}

export const columns = {
  id: either("identifier", "order_identifier", "order_id", "order_uuid"),
  number: either("order_number", "number", "order"),
  date: either("created_at", "date", "order_date", "ordered_at", "date_utc"),
  currency: either("currency"),
  total: either("total", "order_total", "total_amount"),
  tax: either("tax", "tax_amount", "tax_total"),
  discount: either("discount_total", "discount", "discount_amount"),
  fee: either("fee", "fees", "lemon_squeezy_fee", "platform_fee"),
  refundedAmount: either("refunded_amount", "refund_amount"),
  refunded: either("refunded"),
  refundedAt: either("refunded_at"),
  status: either("status"),
  test: either("test_mode", "test"),
  product: either("product_name", "first_order_item.product_name", "product"),
  productId: either("product_id", "first_order_item.product_id"),
  variant: either("variant_name", "first_order_item.variant_name", "variant"),
  name: either("user_name", "customer_name", "name"),
  email: either("user_email", "customer_email", "email"),
  country: either("country", "billing_country", "customer_country"),
  code: either("discount_code", "coupon"),
  /** What another shop's order file does not call so; one of them must be there. */
  telltale: either(
    "identifier",
    "user_email",
    "variant_name",
    "discount_total",
    "currency_rate",
    "store_id",
    "test_mode",
  ),
} as const;
