import { type FormEvent, useEffect, useId, useState } from "react";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { holdNo, keepIt, pendingNoStore, rejectNow } from "./pending-no.ts";
import { inboxWords } from "./words.ts";

/** Why a no was said. While it is open the no is held; closing it without a reason takes the no back. */
export default function WhySheet({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const w = useWords(inboxWords);
  const [reason, setReason] = useState("");
  const no = useStore(pendingNoStore).find((one) => one.id === id);
  const form = useId();
  useEffect(() => holdNo(id), [id]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void rejectNow(id, reason.trim());
    onClose();
  };
  const close = (): void => {
    keepIt(id);
    onClose();
  };
  return (
    <Sheet
      title={w.whyTitle}
      {...(no ? { step: no.title } : {})}
      onClose={close}
      foot={
        <Button kind="primary" type="submit" form={form}>
          {w.reject}
        </Button>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field
          label={w.whyLabel}
          hint={w.whyHint}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
    </Sheet>
  );
}
