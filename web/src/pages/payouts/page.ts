import { definePage } from "../../lib/pages/define-page.ts";
import { payoutsWords } from "./words.ts";

export const page = definePage({
  id: "payouts",
  path: "/payouts",
  label: { en: "Payouts", sw: "Malipo", hi: "भुगतान" },
  under: "money",
  past: true,
  load: () => import("./payouts.tsx"),
  words: payoutsWords,
});
