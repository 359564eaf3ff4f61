import { useWords } from "../../lib/words/words.ts";
import { TabLinks } from "../../ui/tabs.tsx";
import { complianceWords } from "./words.ts";

export type Part = "rules" | "acts" | "autonomy";

/** The parts of the page, each with an address. */
export function Parts({ open }: { readonly open: Part }) {
  const w = useWords(complianceWords);
  return (
    <TabLinks
      label={w.parts}
      tabs={[
        { to: "/compliance", text: w.rulesTab, isOpen: open === "rules" },
        { to: "/compliance/acts", text: w.actsTab, isOpen: open === "acts" },
        { to: "/compliance/autonomy", text: w.autonomyTab, isOpen: open === "autonomy" },
      ]}
    />
  );
}
