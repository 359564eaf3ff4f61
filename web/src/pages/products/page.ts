import { Package } from "lucide-react";
import { definePage } from "../../lib/pages/define-page.ts";
import { productsWords } from "./words.ts";

export const page = definePage({
  id: "products",
  path: "/products",
  label: { en: "Products", sw: "Bidhaa", hi: "उत्पाद" },
  nav: { group: "main", order: 40, icon: Package, key: "p" },
  load: () => import("./products.tsx"),
  words: productsWords,
});
