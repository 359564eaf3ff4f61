import { Settings } from "lucide-react";
import { definePage } from "../../lib/pages/define-page.ts";
import { settingsWords } from "./words.ts";

export const page = definePage({
  id: "settings",
  path: "/settings",
  label: { en: "Settings", sw: "Mipangilio", hi: "सेटिंग" },
  nav: { group: "more", order: 150, icon: Settings },
  load: () => import("./settings.tsx"),
  words: settingsWords,
});
