import { Evidence, type EvidenceProps } from "./evidence.tsx";
import { Sheet } from "./sheet.tsx";

/** The evidence over the page it belongs to, from the right edge; a full page on a phone. Load it lazily. */
export default function EvidenceDrawer({
  title,
  onClose,
  ...rest
}: EvidenceProps & { readonly title: string; readonly onClose: () => void }) {
  return (
    <Sheet title={title} kind="drawer" onClose={onClose}>
      <Evidence {...rest} />
    </Sheet>
  );
}
