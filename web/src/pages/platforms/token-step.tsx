import { CircleCheck } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useWrite } from "../../lib/api/write.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import type { Connected, Manifest } from "./shapes.ts";
import { useTry } from "./use-try.ts";
import { platformsWords } from "./words.ts";

export type AccessStepProps = {
  readonly manifest: Manifest;
  readonly book: string;
  /** The platform, or the account that gets new access. */
  readonly name: string;
  readonly title: string;
  readonly step: string;
  readonly tabs: ReactNode;
  readonly onBack: () => void;
  readonly onConnected: (connected: Connected) => void;
  readonly onClose: () => void;
};

/** What a person made at the platform, checked while it is typed; it lives here and nowhere else in the page. */
export function TokenStep({ manifest, book, name, title, step, tabs, onBack, onConnected, onClose }: AccessStepProps) {
  const w = useWords(platformsWords);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const tried = useTry(name, book, manifest.fields, typed);
  const connect = useWrite<void, Connected>(
    () => ({
      path: `/platforms/${encodeURIComponent(name)}`,
      method: "PUT",
      query: { book },
      body: { credentials: typed },
    }),
    { topics: ["platforms", "sales", "books"], onDone: onConnected },
  );
  const send = (): void => connect.mutate(undefined, { onError: () => focusFirstError(form.current) });
  const errorOf = (field: string): string | undefined => {
    if (/\s/.test((typed[field] ?? "").trim())) return w.hasSpace;
    return connect.error?.fields[field] ?? tried.error?.fields[field];
  };
  const other = connect.error ?? tried.error;
  const isBeside = other !== undefined && other !== null && Object.keys(other.fields).length > 0;
  return (
    <Sheet
      title={title}
      step={step}
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" busy={connect.isPending} onClick={send}>
            {w.connectNow(manifest.title)}
          </Button>
          <Button kind="quiet" onClick={onBack}>
            {w.back}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {tabs}
        {manifest.fields.map(({ name: field, label, secret, help }) => (
          <div key={field} className="platforms-first">
            <Field
              label={label}
              type={secret ? "password" : "text"}
              autoComplete="off"
              spellCheck={false}
              value={typed[field] ?? ""}
              error={errorOf(field)}
              hint={secret ? w.notKept : undefined}
              onChange={(event) => {
                connect.reset();
                setTyped({ ...typed, [field]: event.target.value });
              }}
            />
            <p className="platforms-where">
              <b>{w.whereToFind}.</b> <span lang="en">{help}</span>
            </p>
          </div>
        ))}
        <p role="status">
          {tried.isChecking && <span className="small muted">{w.checking}</span>}
          {tried.found && (
            <StateChip tone="moss" icon={CircleCheck}>
              {(tried.found.again ? w.opensAgain : w.opens)(tried.found.account.name)}
            </StateChip>
          )}
        </p>
        {other && !isBeside && (
          <p className="field-error" role="alert">
            {other.title} {other.detail}
          </p>
        )}
      </form>
    </Sheet>
  );
}
