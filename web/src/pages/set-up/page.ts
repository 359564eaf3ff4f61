import { definePage } from "../../lib/pages/define-page.ts";
import { setUpWords } from "./words.ts";

export const page = definePage({
  id: "set-up",
  path: "/set-up",
  label: { en: "Set up", sw: "Andaa", hi: "शुरू करें" },
  frame: "bare",
  load: () => import("./set-up.tsx"),
  words: setUpWords,
});
