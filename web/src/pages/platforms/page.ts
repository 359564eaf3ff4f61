import { Plug } from "lucide-react";
import { definePage } from "../../lib/pages/define-page.ts";
import { platformsWords } from "./words.ts";

export const page = definePage({
  id: "platforms",
  path: "/platforms",
  label: { en: "Platforms", sw: "Majukwaa", hi: "प्लेटफ़ॉर्म" },
  nav: { group: "main", order: 50, icon: Plug, key: "l" },
  load: () => import("./platforms.tsx"),
  words: platformsWords,
});
