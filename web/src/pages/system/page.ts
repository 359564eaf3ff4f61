import { Activity } from "lucide-react";
import { definePage } from "../../lib/pages/define-page.ts";
import { systemWords } from "./words.ts";

export const page = definePage({
  id: "system",
  path: "/system",
  label: { en: "System", sw: "Mfumo", hi: "सिस्टम" },
  nav: { group: "more", order: 140, icon: Activity },
  load: () => import("./system.tsx"),
  words: systemWords,
});
