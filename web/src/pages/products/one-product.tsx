import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { money } from "../../lib/format/money.ts";
import { platformName, seriesOf } from "../../lib/format/platform-name.ts";
import { day, month, shortDay } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Figure } from "../../ui/figure.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { SparkBars } from "../../ui/spark-bars.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { Tile } from "../../ui/tile.tsx";
import { Price } from "./price-tag.tsx";
import { levelOf, type Story, salesOf } from "./shapes.ts";
import { productsWords } from "./words.ts";

type Props = { readonly platform: string; readonly id: string };

/** One product: what it earned and where, its price at each platform, and how each describes it. */
export default function OneProduct({ platform, id }: Props) {
  const w = useWords(productsWords);
  const story = useRead<Story>(`/products/${encodeURIComponent(platform)}/${encodeURIComponent(id)}`, {
    topics: ["products", "sales"],
    keepLast: true,
  });
  const { data, error } = story;
  const title = data?.product.name || id;
  return (
    <>
      <PageHead
        title={title}
        long
        crumbs={[{ text: w.title, to: "/products" }, { text: title }]}
        state={data && `${w.salesCount(data.allSales)} · ${w.refunds(data.refunds)}`}
      />
      {error && !data && (
        <Card>
          <ErrorNote error={error} onRetry={() => void story.refetch()} />
        </Card>
      )}
      {!data && !error && (
        <Card>
          <Skeleton signs={32} />
        </Card>
      )}
      {data && (
        <div className="stack">
          <Earned story={data} />
          <Listings story={data} />
          <About story={data} />
        </div>
      )}
    </>
  );
}

function Earned({ story }: { readonly story: Story }) {
  const w = useWords(productsWords);
  const here = useHere();
  const [only] = story.product.listings;
  const single = story.product.listings.length === 1 ? only : undefined;
  const figures = [
    { id: "month", label: w.earnedIn(month(here.now, here)), figure: story.month, sales: story.monthSales },
    { id: "recent", label: w.recent, figure: story.recent, sales: story.recentSales },
    { id: "all", label: w.allTime, figure: story.all, sales: story.allSales },
  ];
  return (
    <Card>
      <div className="products-figures">
        {figures.map(({ id, label, figure, sales }) => (
          <div key={id}>
            <Figure
              label={label}
              value={figure.level.state === "nothing-read" ? null : figure}
              {...levelOf(figure, w, here)}
              {...(single ? { to: salesOf(single, figure.period) } : {})}
              symbol={id === "month"}
            />
            <p className="small muted num">{w.salesCount(sales)}</p>
          </div>
        ))}
        <Weeks story={story} />
      </div>
      {story.others.length > 0 && (
        <p className="small muted products-others">
          {w.others}:{" "}
          {story.others.map((one) => (
            <span key={one.currency}>
              <MoneyCell value={one} show="code" />{" "}
            </span>
          ))}
        </p>
      )}
    </Card>
  );
}

function Weeks({ story: { weeks, currency } }: { readonly story: Story }) {
  const w = useWords(productsWords);
  const here = useHere();
  const lang = useStore(langStore);
  const [first, last, whole] = [weeks[0], weeks.at(-1), weeks.at(-2)];
  if (!first || !last || !whole) return null;
  const at = (text: string): string => shortDay(`${text}T12:00:00Z`, here);
  const amount = money({ amount: whole.amount, currency }, { lang, show: "symbol" });
  return (
    <div>
      <p className="label">{w.weeks}</p>
      <SparkBars
        name={w.weeksText(at(first.from), at(last.to), amount)}
        bars={weeks.map((week) => ({ value: week.amount, partial: week === last }))}
      />
    </div>
  );
}

function Listings({ story }: { readonly story: Story }) {
  const w = useWords(productsWords);
  const { product, month: thisMonth, currency } = story;
  const order = product.listings.map(({ platform }) => platform).toSorted();
  return (
    <Card title={w.listingsTitle} flush>
      <ul className="rows">
        {product.listings.map((listing) => {
          const name = platformName(listing.platform);
          return (
            <li key={`${listing.platform}/${listing.id}`} className="row products-listing">
              <Tile name={name} series={seriesOf(listing.platform, order)} />
              <span className="row-words">
                <span className="row-title">{name}</span>
                <span className="row-text">
                  <Price listing={listing} />
                  {listing.state !== "sold" && <StateChip>{w.states[listing.state]}</StateChip>}
                </span>
                {/^https?:\/\//.test(listing.url) && (
                  <a className="link small" href={listing.url} target="_blank" rel="noopener noreferrer">
                    {w.open(name)}
                  </a>
                )}
              </span>
              <span className="products-earned">
                <Earning label={w.inMonth} to={salesOf(listing, thisMonth.period)} sum={listing.month} in={currency} />
                <Earning label={w.allTime} to={salesOf(listing)} sum={listing.all} in={currency} />
                <ButtonLink kind="quiet" size="slim" to={salesOf(listing)}>
                  {w.seeSales}
                </ButtonLink>
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

type EarningProps = {
  readonly label: string;
  readonly to: string;
  readonly sum: { readonly amount: string; readonly sales: number };
  readonly in: string;
};

function Earning({ label, to, sum, in: currency }: EarningProps) {
  const w = useWords(productsWords);
  return (
    <span className="products-earning">
      <span className="tiny faint">{label}</span>
      <Link to={to} className="strong">
        <MoneyCell value={{ amount: sum.amount, currency }} />
      </Link>
      <span className="tiny muted num">{w.salesCount(sum.sales)}</span>
    </span>
  );
}

/** What a platform wrote with marks for looks, as the plain text it says; nothing in it is run or fetched. */
function plainText(html: string): string {
  const spaced = html.replace(/<(?:br|\/p|\/li|\/h\d)[^>]*>/gi, " ");
  return new DOMParser().parseFromString(spaced, "text/html").body.textContent.trim();
}

function About({ story: { about } }: { readonly story: Story }) {
  const w = useWords(productsWords);
  const here = useHere();
  return (
    <Card title={w.about}>
      {about.length === 0 ? (
        <p className="muted">{w.noAbout}</p>
      ) : (
        <div className="stack">
          {about.map((one) => (
            <section key={`${one.platform}/${one.id}`} className="products-about">
              <h3>{platformName(one.platform)}</h3>
              {one.description && <p className="pretty">{plainText(one.description)}</p>}
              {Object.keys(one.metadata).length > 0 && (
                <dl>
                  {Object.entries(one.metadata).map(([term, text]) => (
                    <div key={term}>
                      <dt>{term}</dt>
                      <dd>{text}</dd>
                    </div>
                  ))}
                </dl>
              )}
              <p className="tiny faint">
                {w.firstSeen(day(one.firstSeenAt, here))} · {w.changed(day(one.changedAt, here))}
              </p>
            </section>
          ))}
        </div>
      )}
    </Card>
  );
}
