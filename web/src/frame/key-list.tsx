import { Fragment } from "react";
import { singleKeysStore } from "../lib/keys/keys.ts";
import { usePages } from "../lib/pages/pages.ts";
import { useStore } from "../lib/state/store.ts";
import { langStore } from "../lib/words/lang.ts";
import { useWords } from "../lib/words/words.ts";
import { Sheet } from "../ui/sheet.tsx";
import "./key-list.css";
import { frameWords } from "./words.ts";

/** `?`: what each key does, and the switch that turns single keys off. */
export default function KeyList({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(frameWords);
  const lang = useStore(langStore);
  const on = useStore(singleKeysStore);
  const toPages = usePages().flatMap(({ nav, label }) => (nav?.key ? [[`g ${nav.key}`, label[lang]] as const] : []));
  const rows: readonly (readonly [string, string])[] = [
    ["⌘ K", w.keyFind],
    ...toPages,
    ["j k", w.keyMove],
    ["Enter", w.keyOpen],
    ["Esc", w.keyClose],
    ["a e r", w.keyDecide],
    ["x", w.keySelect],
    ["/", w.keyFilter],
    ["[ ]", w.keyPeriod],
    ["t", w.keyTime],
    ["?", w.keyHelp],
  ];
  return (
    <Sheet title={w.keys} onClose={onClose}>
      <p className="muted">{w.keysText}</p>
      <label className="key-switch">
        <input type="checkbox" checked={on} onChange={(event) => singleKeysStore.set(event.target.checked)} />
        {w.keysOn}
      </label>
      <dl className="key-list">
        {rows.map(([keys, what]) => (
          <Fragment key={keys}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </Fragment>
        ))}
      </dl>
    </Sheet>
  );
}
