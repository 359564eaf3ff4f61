import { isZero, sumOf } from "../../lib/format/decimal.ts";
import { useListKeys } from "../../lib/keys/use-list-keys.ts";
import { Link } from "../../lib/route/link.tsx";
import { useWords } from "../../lib/words/words.ts";
import { Empty } from "../../ui/empty.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { groupOf, type Section, sectionOf, sections } from "./account-name.ts";
import { type Account, accountAddress } from "./shapes.ts";
import { useAccountName } from "./use-account-name.ts";
import { moneyWords } from "./words.ts";

type Tree = { readonly accounts: readonly Account[]; readonly open: string | undefined };

/** From this many on, accounts of one group are folded under their sum. */
const foldedFrom = 4;

/** Every account under what it means for a seller; each group with its sum. */
export function AccountTree({ accounts, open }: Tree) {
  const w = useWords(moneyWords);
  const list = useListKeys<HTMLDivElement>();
  if (accounts.length === 0) return <Empty title={w.noAccounts}>{w.noAccountsText}</Empty>;
  const bySection = Map.groupBy(accounts, ({ path }) => sectionOf(path));
  const shown = sections.filter((id) => id !== "unexplained" || bySection.get(id)?.some(({ said }) => !isZero(said)));
  return (
    <div ref={list} className="money-sections">
      {shown.map((id) => {
        const own = bySection.get(id);
        return own && <SectionPart key={id} id={id} accounts={own} open={open} />;
      })}
    </div>
  );
}

function SectionPart({ id, accounts, open }: Tree & { readonly id: Section }) {
  const w = useWords(moneyWords);
  const nameOf = useAccountName();
  const groups = Map.groupBy(accounts, ({ path }) => groupOf(path));
  return (
    <section className="money-section">
      <header>
        <h3>{w.sections[id]}</h3>
        <Sums accounts={accounts} />
      </header>
      <p className="small muted">{w.sectionTexts[id]}</p>
      {[...groups].map(([path, own]) =>
        own.length < foldedFrom ? (
          <AccountRows key={path} accounts={own} open={open} />
        ) : (
          <details key={path} open={own.some((one) => one.path === open)}>
            <summary>
              <span>{nameOf(path)}</span>
              <Sums accounts={own} />
            </summary>
            <AccountRows accounts={own} open={open} />
          </details>
        ),
      )}
    </section>
  );
}

function AccountRows({ accounts, open }: Tree) {
  const w = useWords(moneyWords);
  const nameOf = useAccountName();
  return (
    <ul className="money-accounts">
      {accounts.map((one) => (
        <li key={`${one.path} ${one.currency}`}>
          <Link to={accountAddress(one)} data-row aria-current={one.path === open ? "true" : undefined}>
            <span className="money-account">
              {nameOf(one.path)}
              {one.state !== "open" && <StateChip>{w.accountStates[one.state]}</StateChip>}
              {!isZero(one.held) && (
                <span className="small muted">
                  {w.heldOfIt} <MoneyCell value={{ amount: one.held, currency: one.currency }} />
                </span>
              )}
            </span>
            <MoneyCell value={{ amount: one.said, currency: one.currency }} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** One sum for each currency: nothing is converted. */
function Sums({ accounts }: { readonly accounts: readonly Account[] }) {
  const byCurrency = Map.groupBy(accounts, ({ currency }) => currency);
  return (
    <span className="money-sums">
      {[...byCurrency].map(([currency, own]) => (
        <MoneyCell key={currency} value={{ amount: sumOf(own.map(({ said }) => said)), currency }} />
      ))}
    </span>
  );
}

/** The tree's layout while it comes. */
export function TreeWaiting() {
  return (
    <div className="money-sections" aria-hidden="true">
      {[1, 2, 3, 4, 5, 6].map((at) => (
        <p key={at} className="between money-waiting-row">
          <Skeleton signs={20} />
          <Skeleton signs={8} />
        </p>
      ))}
    </div>
  );
}
