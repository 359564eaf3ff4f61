import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { begun, readsOf, writesOf } from "./say.ts";
import type { Manifest } from "./shapes.ts";
import { platformsWords } from "./words.ts";

/** What a platform reads, can change after a yes, and never does. */
export function WhatItCan({ manifest }: { readonly manifest: Manifest }) {
  const w = useWords(platformsWords);
  const lang = useStore(langStore);
  const writes = writesOf(manifest, w, lang);
  return (
    <div className="platforms-can">
      <section>
        <h3>{w.itReads}</h3>
        <ul>
          <li>{begun(readsOf(manifest, w, lang))}</li>
        </ul>
      </section>
      {writes !== "" && (
        <section>
          <h3>{w.itWrites}</h3>
          <ul>
            <li>{begun(writes)}</li>
          </ul>
        </section>
      )}
      <section>
        <h3>{w.itNever}</h3>
        <ul>
          <li>{w.neverAccount}</li>
          <li>{w.neverSends}</li>
          {writes === "" && <li>{w.neverWrites}</li>}
        </ul>
      </section>
    </div>
  );
}
