import { month } from "../../lib/format/time.ts";
import { useListKeys } from "../../lib/keys/use-list-keys.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Figure } from "../../ui/figure.tsx";
import { PriceTag, platformsOf } from "./price-tag.tsx";
import { type Board, productAddress, salesOf } from "./shapes.ts";
import { productsWords } from "./words.ts";

/** One tile for each product, without pictures: its name, its prices, what it earned. */
export function ProductCards({ board }: { readonly board: Board }) {
  const w = useWords(productsWords);
  const here = useHere();
  const list = useListKeys<HTMLUListElement>();
  const order = platformsOf(board);
  return (
    <ul className="products-grid" ref={list} aria-label={w.list}>
      {board.items.map((one) => (
        <li key={`${one.platform}/${one.id}`} className="card products-card">
          <h2>
            <Link to={productAddress(one)} data-row className="products-name">
              {one.name || one.id}
            </Link>
          </h2>
          <div className="cluster">
            {one.listings.map((listing) => (
              <PriceTag key={`${listing.platform}/${listing.id}`} listing={listing} order={order} />
            ))}
          </div>
          <div className="products-sums">
            <Figure
              label={w.earnedIn(month(here.now, here))}
              value={{ amount: one.month.amount, currency: board.currency }}
              to={one.listings.length === 1 ? salesOf(one, board.period) : productAddress(one)}
            />
            <span className="small muted num">{w.salesCount(one.month.sales)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
