import { type FormEvent, useState } from "react";
import { useWrite } from "../../lib/api/write.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { toast } from "../../ui/toast-store.ts";
import type { Strategy } from "./shapes.ts";
import { systemWords } from "./words.ts";

type Props = { readonly one: Strategy; readonly path: string; readonly onClose: () => void };

/** Asks why, and pauses. */
export default function PauseSheet({ one, path, onClose }: Props) {
  const w = useWords(systemWords);
  const [reason, setReason] = useState("");
  const pause = useWrite<string, Strategy>((text) => ({ path: `${path}/pause`, body: { reason: text } }), {
    topics: ["jobs"],
    onDone: () => {
      toast(w.isPaused(one.title));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    pause.mutate(reason);
  };
  return (
    <Sheet title={w.pauseOf(one.title)} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Field
          label={w.pauseWhy}
          hint={w.pauseWhyHint}
          value={reason}
          error={pause.error ? (pause.error.fields["reason"] ?? pause.error.title) : undefined}
          onChange={(event) => setReason(event.target.value)}
          data-first-focus
        />
        <div className="cluster">
          <Button kind="primary" type="submit" busy={pause.isPending}>
            {w.pauseIt}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {w.leaveIt}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
