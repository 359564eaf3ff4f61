import { useState } from "react";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import type { PlatformCardData } from "./shapes.ts";
import { usePause } from "./use-platform-acts.ts";
import { platformsWords } from "./words.ts";

/** What pausing means, and room for why. */
export default function PauseSheet({
  card,
  onClose,
}: {
  readonly card: PlatformCardData;
  readonly onClose: () => void;
}) {
  const w = useWords(platformsWords);
  const [why, setWhy] = useState("");
  const pause = usePause(card, onClose);
  const title = w.pauseTitle(card.title);
  return (
    <Sheet
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" busy={pause.isPending} onClick={() => pause.mutate(why)}>
            {title}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {w.back}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          pause.mutate(why);
        }}
      >
        <p className="muted pretty">{w.pauseText}</p>
        <Field
          label={w.pauseWhy}
          hint={w.pauseWhyHint}
          value={why}
          maxLength={200}
          error={pause.error?.fields["why"] ?? pause.error?.title}
          onChange={(event) => setWhy(event.target.value)}
        />
      </form>
    </Sheet>
  );
}
