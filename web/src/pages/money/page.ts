import { Wallet } from "lucide-react";
import { definePage } from "../../lib/pages/define-page.ts";
import { moneyWords } from "./words.ts";

export const page = definePage({
  id: "money",
  path: "/money",
  label: { en: "Money", sw: "Pesa", hi: "पैसा" },
  nav: { group: "main", order: 30, icon: Wallet, key: "m" },
  past: true,
  load: () => import("./money.tsx"),
  words: moneyWords,
});
