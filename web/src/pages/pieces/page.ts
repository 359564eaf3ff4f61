import { definePage } from "../../lib/pages/define-page.ts";
import { piecesWords } from "./words.ts";

/** Every piece in every state, with made-up figures: for those who build pages, and for the browser tests. */
export const page = definePage({
  id: "pieces",
  path: "/pieces",
  label: { en: "Pieces", sw: "Vipande", hi: "टुकड़े" },
  load: () => import("./pieces.tsx"),
  words: piecesWords,
});
