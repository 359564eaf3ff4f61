import { definePage } from "../../lib/pages/define-page.ts";
import { signInWords } from "./words.ts";

export const page = definePage({
  id: "sign-in",
  path: "/sign-in",
  label: { en: "Sign in", sw: "Ingia", hi: "साइन इन" },
  frame: "bare",
  load: () => import("./sign-in.tsx"),
  words: signInWords,
});
