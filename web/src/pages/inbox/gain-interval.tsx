import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { IntervalBar } from "../../ui/charts/interval-bar.tsx";
import { signed } from "./act-text.ts";
import type { Act } from "./shapes.ts";
import { inboxWords } from "./words.ts";

/** The expected gain drawn: band, tick, zero line. */
export default function GainInterval({ gain }: { readonly gain: NonNullable<Act["gain"]> }) {
  const w = useWords(inboxWords);
  const lang = useStore(langStore);
  const home = useStore(homeCurrencyStore);
  const { low, likely, high } = gain;
  const show = (amount: string): string => signed({ amount, currency: likely.currency }, lang, home);
  return (
    <div className="inbox-interval">
      <IntervalBar
        low={low.amount}
        middle={likely.amount}
        high={high.amount}
        show={show}
        name={w.gainName(show(likely.amount), show(low.amount), show(high.amount))}
      />
    </div>
  );
}
