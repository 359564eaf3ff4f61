import { Scale } from "lucide-react";
import { definePage } from "../../lib/pages/define-page.ts";
import { complianceWords } from "./words.ts";

export const page = definePage({
  id: "compliance",
  path: "/compliance",
  label: { en: "Compliance", sw: "Kanuni", hi: "नियम" },
  nav: { group: "more", order: 130, icon: Scale },
  load: () => import("./compliance.tsx"),
  words: complianceWords,
});
