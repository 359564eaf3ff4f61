import { html } from "hono/html";
import { amount, count, isZero, negated } from "../../domain/text/amount-text.ts";
import { hasAny, periodName } from "../../insight/report/in-words.ts";
import type { Figures } from "../../insight/report/report.ts";
import type { BookStatus } from "../../operations/status.ts";
import { band, levelMark } from "./marks.ts";

type Html = ReturnType<typeof html>;

/** What was earned, with how complete that is. */
export function earnedCard(book: BookStatus): Html {
  const when = periodName(book.month.period);
  const figures = figuresOf(book);
  const nothing =
    book.month.completeness.state === "nothing-read"
      ? html`<p class="hero unknown">Not known yet</p>`
      : html`<p class="hero">${amount("0.00")} <small>${book.homeCurrency}</small></p>`;
  const amounts = figures.length === 0 ? nothing : figures.map((f, i) => heroAmount(f, i > 0));
  const label = book.monthIsCurrent
    ? `Earned ${when}, after fees and refunds`
    : `Earned ${when}, the newest month with anything booked`;
  return html`<section class="card"><p class="label">${label}</p>${amounts}${completeness(book)}</section>`;
}

function heroAmount(f: Figures, isFurther: boolean): Html {
  const [whole, cents] = amount(f.net).split(".");
  return html`<p class="hero${isFurther ? " more" : ""}">${whole}<small>${cents === undefined ? "" : `.${cents}`} ${f.currency}</small></p>`;
}

const reasonsShownMax = 3;

function completeness(book: BookStatus): Html {
  const { completeness: sentence, completenessReasons: reasons } = book;
  const end = sentence.search(/[,:.]/);
  const list = (some: readonly string[]): Html =>
    html`<ul class="reasons">${some.map((reason) => html`<li>${reason}</li>`)}</ul>`;
  const rest = reasons.slice(reasonsShownMax);
  const more = rest.length > 0 ? html`<details><summary>${rest.length} more</summary>${list(rest)}</details>` : "";
  return html`<div class="asof">${levelMark(book.month.completeness.state)}<div><p><b>${sentence.slice(0, end + 1)}</b>${sentence.slice(end + 1)}</p>${reasons.length > 0 ? list(reasons.slice(0, reasonsShownMax)) : ""}${more}</div></div>`;
}

/** What there is, the home currency first. */
function figuresOf(book: BookStatus): readonly Figures[] {
  const rank = (f: Figures): number => (f.currency === book.homeCurrency ? 0 : 1);
  return book.month.totals.filter(hasAny).sort((a, b) => rank(a) - rank(b));
}

type Step = { readonly label: string; readonly amount: string; readonly taken: boolean };

/** From what buyers paid to what is left, as a narrowing race; it is its own table. */
export function raceCard(book: BookStatus): Html {
  const figures = figuresOf(book);
  if (figures.length === 0) return html``;
  const several = figures.length > 1;
  return html`<section class="card"><h2>From sales to you</h2>${figures.map((f) => raceTable(f, several))}</section>`;
}

function raceTable(f: Figures, several: boolean): Html {
  const steps: Step[] = [
    { label: counted(f.refunds, "refund"), amount: negated(f.refunded), taken: true },
    { label: "Fees", amount: negated(f.fees), taken: true },
    { label: "Taxes", amount: negated(f.taxes), taken: true },
    { label: "Lost disputes", amount: negated(f.chargebacks), taken: true },
    { label: "Adjustments", amount: f.adjustments, taken: true },
  ].filter((step) => !isZero(step.amount));
  const whole = number(f.gross);
  let left = number(f.gross);
  const rows = steps.map((step) => {
    const after = left + number(step.amount);
    const drawn = band(Math.min(left, after) / whole, Math.max(left, after) / whole, "taken");
    left = after;
    return raceRow(step.label, drawn, step.amount);
  });
  const caption = several ? html`<caption>${f.currency}</caption>` : "";
  return html`<table class="race">${caption}${raceRow(counted(f.sales, "sale"), band(0, number(f.gross) / whole, "water"), f.gross)}${rows}${raceRow("Earned", band(0, number(f.net) / whole, "water"), f.net, true)}</table>`;
}

function raceRow(label: string, drawn: Html, text: string, isSum = false): Html {
  return html`<tr class="${isSum ? "sum" : ""}"><td>${label}</td><td class="bar">${drawn}</td><td class="num">${amount(text)}</td></tr>`;
}

const counted = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

/** Only for how long a band is drawn; the amount beside it is exact. */
const number = (decimal: string): number => Number(decimal);

/** What each platform brought. */
export function sourcesCard(book: BookStatus): Html {
  const lines = book.month.lines.flatMap((line) =>
    line.figures.filter(hasAny).map((figures) => ({ name: line.name, figures })),
  );
  if (lines.length < 2) return html``;
  const several = new Set(lines.map(({ figures }) => figures.currency)).size > 1;
  const rows = lines.map(
    ({ name, figures: f }) =>
      html`<tr><td class="name">${name}</td><td class="num wide">${count(f.sales)}</td><td class="num wide">${amount(f.gross)}</td><td class="num">${amount(f.net)}${several ? ` ${f.currency}` : ""}</td></tr>`,
  );
  return html`<section class="card"><h2>By platform</h2><table><tr><th>Platform</th><th class="num wide">Sales</th><th class="num wide">Gross</th><th class="num">Earned</th></tr>${rows}</table></section>`;
}
