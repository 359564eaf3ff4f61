import { isZero } from "../../lib/format/decimal.ts";
import { platformName, seriesOf } from "../../lib/format/platform-name.ts";
import { useWords } from "../../lib/words/words.ts";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Tile } from "../../ui/tile.tsx";
import type { Board, Listing } from "./shapes.ts";
import { productsWords } from "./words.ts";

/** Its price at one platform, in its own currency. */
export function Price({ listing }: { readonly listing: Listing }) {
  const w = useWords(productsWords);
  if (listing.state === "sold") return <span className="faint">{w.states.sold}</span>;
  if (listing.price === null) return <span className="muted">{w.varies}</span>;
  return isZero(listing.price.amount) ? <span>{w.free}</span> : <MoneyCell value={listing.price} />;
}

/** The platform's tile with its price. */
export function PriceTag({ listing, order }: { readonly listing: Listing; readonly order: readonly string[] }) {
  const w = useWords(productsWords);
  const name = platformName(listing.platform);
  const isOff = listing.state === "draft" || listing.state === "deleted";
  return (
    <span className="products-tag" title={`${name}: ${w.states[listing.state]}`}>
      <Tile name={name} series={seriesOf(listing.platform, order)} size="small" />
      <span className="hidden-text">{name}</span>
      <Price listing={listing} />
      {isOff && <span className="tiny faint">{w.states[listing.state]}</span>}
    </span>
  );
}

/** The platforms of a board in the order in which colours are handed out. */
export const platformsOf = ({ items }: Pick<Board, "items">): readonly string[] =>
  [...new Set(items.flatMap(({ listings }) => listings.map(({ platform }) => platform)))].toSorted();
