/** How platforms write their own names, where a capital letter is not all of it. */
const names: Readonly<Record<string, string>> = {
  kofi: "Ko-fi",
  lemonsqueezy: "Lemon Squeezy",
  mpesa: "M-Pesa",
  paypal: "PayPal",
  ebay: "eBay",
  woocommerce: "WooCommerce",
  buymeacoffee: "Buy Me a Coffee",
  "direct-store": "Own shop",
};

/** "Gumroad" of `gumroad`, "Etsy second shop" of `etsy-second-shop`: a source's name for people. */
export function platformName(source: string): string {
  const known = names[source];
  if (known !== undefined) return known;
  const words = source.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export type Series = 1 | 2 | 3 | 4 | 5;

/** The chart colour of a platform: handed out in the order given, the sixth and more are grey. */
export function seriesOf(source: string, order: readonly string[]): Series | undefined {
  const at = order.indexOf(source);
  const all: readonly Series[] = [1, 2, 3, 4, 5];
  return all[at];
}
