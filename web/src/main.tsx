import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { rememberPlaces } from "./frame/arrival.ts";
import { frameWords } from "./frame/words.ts";
import { makeQueryClient } from "./lib/api/queries.ts";
import { startLive } from "./lib/live/live.ts";
import { pageAt, preload } from "./lib/pages/pages.ts";
import { startMinutes } from "./lib/state/here.ts";
import { applyLook } from "./lib/state/look.ts";
import { keepShell } from "./lib/state/shell.ts";
import { langStore } from "./lib/words/lang.ts";
import { pages } from "./pages.ts";
import "./styles/main.css";
import { uiWords } from "./ui/words.ts";

const lang = langStore.get();
const client = makeQueryClient();

// All that the first screen needs starts on its way before anything is drawn.
void uiWords.load(lang);
void frameWords.load(lang);
const first = pageAt(pages, window.location.pathname);
if (first) preload(first, lang);

applyLook();
startMinutes();
rememberPlaces();

const root = document.getElementById("root");
if (root) createRoot(root).render(<App client={client} />);

const afterLoad = (): void => {
  startLive(client);
  keepShell();
};
if (document.readyState === "complete") afterLoad();
else window.addEventListener("load", afterLoad, { once: true });
