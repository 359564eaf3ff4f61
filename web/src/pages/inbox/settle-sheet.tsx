import { type FormEvent, useId, useState } from "react";
import { useWrite } from "../../lib/api/write.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { toast } from "../../ui/toast-store.ts";
import { orderOf } from "./act-text.ts";
import type { Act } from "./shapes.ts";
import { inboxWords } from "./words.ts";

type Said = { readonly was: "done" | "failed"; readonly evidence: string };

/** What a person saw of an act of unknown fate. */
export default function SettleSheet({ act, onClose }: { readonly act: Act; readonly onClose: () => void }) {
  const w = useWords(inboxWords);
  const { lang } = useHere();
  const [was, setWas] = useState<Said["was"]>("done");
  const [evidence, setEvidence] = useState("");
  const [missing, setMissing] = useState(false);
  const form = useId();
  const write = useWrite<Said, Act>((body) => ({ path: `/actions/${act.id}/settle`, body }), {
    topics: ["inbox"],
    onDone: () => {
      toast(w.settled);
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const text = evidence.trim();
    setMissing(text === "");
    if (text !== "") write.mutate({ was, evidence: text });
  };
  const error = missing ? w.evidenceMissing : (write.error?.fields["evidence"] ?? write.error?.title);
  return (
    <Sheet
      title={w.settle}
      step={orderOf(act, w, lang)}
      onClose={onClose}
      foot={
        <Button kind="primary" type="submit" form={form} busy={write.isPending}>
          {w.keepThis}
        </Button>
      }
    >
      <form className="stack" id={form} onSubmit={submit}>
        <fieldset className="inbox-choice">
          <legend className="field-label">{w.settleWas}</legend>
          {(["done", "failed"] as const).map((one) => (
            <label key={one} className="check">
              <input type="radio" name="was" checked={was === one} onChange={() => setWas(one)} />
              <span>{one === "done" ? w.wasDone : w.wasNotDone}</span>
            </label>
          ))}
        </fieldset>
        <Field
          label={w.evidence}
          hint={w.evidenceHint}
          error={error}
          maxLength={500}
          value={evidence}
          onChange={(event) => setEvidence(event.target.value)}
        />
      </form>
    </Sheet>
  );
}
