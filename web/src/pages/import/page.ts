import { definePage } from "../../lib/pages/define-page.ts";
import { importWords } from "./words.ts";

export const page = definePage({
  id: "import",
  path: "/import",
  label: { en: "Import a file", sw: "Ingiza faili", hi: "फ़ाइल लाएँ" },
  load: () => import("./import.tsx"),
  words: importWords,
});
