import { useWords } from "../../lib/words/words.ts";
import { TabLinks } from "../../ui/tabs.tsx";
import { systemWords } from "./words.ts";

export type Part = "state" | "work" | "strategies" | "log";

/** The parts of the page, each with an address. */
export function Parts({ open }: { readonly open: Part }) {
  const w = useWords(systemWords);
  return (
    <div className="system-bar">
      <TabLinks
        label={w.parts}
        tabs={[
          { to: "/system", text: w.stateTab, isOpen: open === "state" },
          { to: "/system/work", text: w.workTab, isOpen: open === "work" },
          { to: "/system/strategies", text: w.strategiesTab, isOpen: open === "strategies" },
          { to: "/system/log", text: w.logTab, isOpen: open === "log" },
        ]}
      />
    </div>
  );
}
