import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import type { PlatformCardData } from "./shapes.ts";
import { useRemove } from "./use-platform-acts.ts";
import { platformsWords } from "./words.ts";

type Props = { readonly card: PlatformCardData; readonly onDone: () => void; readonly onClose: () => void };

/** What goes for good and what stays; the button says the act. */
export default function RemoveSheet({ card, onDone, onClose }: Props) {
  const w = useWords(platformsWords);
  const remove = useRemove(card, onDone);
  const title = w.removeTitle(card.title);
  return (
    <Sheet
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button kind="harm" busy={remove.isPending} onClick={() => remove.mutate()}>
            {title}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {w.keep}
          </Button>
        </>
      }
    >
      <p className="muted pretty">{w.removeText}</p>
      {remove.error && (
        <p className="field-error" role="alert">
          {remove.error.title} {remove.error.detail}
        </p>
      )}
    </Sheet>
  );
}
