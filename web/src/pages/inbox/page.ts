import { Inbox } from "lucide-react";
import { definePage } from "../../lib/pages/define-page.ts";
import { inboxWords } from "./words.ts";

export const page = definePage({
  id: "inbox",
  path: "/inbox",
  label: { en: "Inbox", sw: "Kikasha", hi: "इनबॉक्स" },
  nav: { group: "main", order: 20, icon: Inbox, key: "i" },
  past: true,
  load: () => import("./inbox.tsx"),
  words: inboxWords,
});
