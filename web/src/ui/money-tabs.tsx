import { useStore } from "../lib/state/store.ts";
import { langStore } from "../lib/words/lang.ts";
import { TabLinks } from "./tabs.tsx";

/** The parts of Money, in the order of the tabs. */
export type MoneyPart = "sales" | "payouts" | "books" | "reports";

const parts = [
  { id: "sales", to: "/money", text: { en: "Sales", sw: "Mauzo", hi: "बिक्री" } },
  { id: "payouts", to: "/payouts", text: { en: "Payouts", sw: "Malipo", hi: "भुगतान" } },
  { id: "books", to: "/money/books", text: { en: "Books", sw: "Hesabu", hi: "बहीखाता" } },
  { id: "reports", to: "/money/reports", text: { en: "Reports", sw: "Ripoti", hi: "रिपोर्ट" } },
] as const;

const label = { en: "Parts of Money", sw: "Sehemu za Pesa", hi: "पैसा के हिस्से" };

/** The tabs that all pages of Money share, whichever folder they lie in. */
export function MoneyTabs({ open }: { readonly open: MoneyPart }) {
  const lang = useStore(langStore);
  const tabs = parts.map(({ id, to, text }) => ({ to, text: text[lang], isOpen: id === open }));
  return <TabLinks label={label[lang]} tabs={tabs} />;
}
