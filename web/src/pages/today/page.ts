import { Sunrise } from "lucide-react";
import { definePage } from "../../lib/pages/define-page.ts";
import { todayWords } from "./words.ts";

export const page = definePage({
  id: "today",
  path: "/",
  label: { en: "Today", sw: "Leo", hi: "आज" },
  nav: { group: "main", order: 10, icon: Sunrise, key: "t" },
  past: true,
  load: () => import("./today.tsx"),
  words: todayWords,
});
