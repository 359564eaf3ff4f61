import { ExternalLink } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { ask } from "../../lib/api/request.ts";
import { useWrite } from "../../lib/api/write.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { Icon } from "../../ui/icon.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import type { ConsentBegun, ConsentState } from "./shapes.ts";
import type { AccessStepProps } from "./token-step.tsx";
import { platformsWords } from "./words.ts";

const topics = ["platforms", "sales", "books"] as const;

/** Access by the owner's consent, as an application of her own: prepared here, given there, and back by itself. */
export function ConsentStep(props: AccessStepProps) {
  const { manifest, book, name, title, step, tabs, onBack, onClose } = props;
  const w = useWords(platformsWords);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const begin = useWrite<void, ConsentBegun>(
    () => ({ path: `/platforms/${encodeURIComponent(name)}/consent`, query: { book }, body: { credentials: typed } }),
    { topics: ["platforms"] },
  );
  const begun = begin.data?.data;
  const send = (): void => begin.mutate(undefined, { onError: () => focusFirstError(form.current) });
  const { consent } = manifest;
  const isBeside = begin.error !== null && Object.keys(begin.error.fields).length > 0;
  return (
    <Sheet
      title={title}
      step={step}
      onClose={onClose}
      foot={
        <>
          {begun ? (
            <a className="button primary" href={begun.url} target="_blank" rel="noopener noreferrer">
              <Icon of={ExternalLink} />
              {w.openPlatform(manifest.title)}
            </a>
          ) : (
            <Button kind="primary" busy={begin.isPending} onClick={send}>
              {w.begin(manifest.title)}
            </Button>
          )}
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
          if (!begun) send();
        }}
      >
        {tabs}
        <p className="muted pretty">{w.consentText}</p>
        {begun ? (
          <AwaitConsent {...props} id={begun.id} />
        ) : (
          <>
            <ol className="platforms-howto" lang="en">
              {consent?.howTo.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
            {consent?.fields.map(({ name: field, label, secret }) => (
              <Field
                key={field}
                label={label}
                type={secret ? "password" : "text"}
                autoComplete="off"
                spellCheck={false}
                value={typed[field] ?? ""}
                error={begin.error?.fields[field]}
                onChange={(event) => {
                  begin.reset();
                  setTyped({ ...typed, [field]: event.target.value });
                }}
              />
            ))}
            <div className="platforms-where">
              <b>{w.consentAsks}</b>
              <ul lang="en">
                {consent?.scopes.map((scope) => (
                  <li key={scope.name}>{scope.for}</li>
                ))}
              </ul>
            </div>
          </>
        )}
        {begin.error && !isBeside && (
          <p className="field-error" role="alert">
            {begin.error.title} {begin.error.detail}
          </p>
        )}
      </form>
    </Sheet>
  );
}

const everyMs = 1_500;

function AwaitConsent({ manifest, book, name, id, onConnected }: AccessStepProps & { readonly id: string }) {
  const w = useWords(platformsWords);
  const path = `/platforms/${encodeURIComponent(name)}/consent/${encodeURIComponent(id)}`;
  const [pasted, setPasted] = useState("");
  const [failed, setFailed] = useState<string>();
  const done = useRef(onConnected);
  done.current = onConnected;
  const take = (state: ConsentState): void => {
    if (state.state === "connected") done.current(state.connected);
    else setFailed(state.state === "failed" ? [state.title, state.detail].filter(Boolean).join(" ") : undefined);
  };
  const paste = useWrite<void, ConsentState>(() => ({ path, query: { book }, body: { pasted } }), {
    topics,
    onDone: take,
  });
  useEffect(() => {
    const leaving = new AbortController();
    const look = async (): Promise<void> => {
      const { signal } = leaving;
      const answer = await ask<ConsentState>(path, { query: { book }, signal }).catch(() => undefined);
      if (signal.aborted) return;
      if (answer?.data.state === "connected") done.current(answer.data.connected);
      else if (answer?.data.state === "failed") setFailed(answer.data.title);
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, [path, book]);
  return (
    <>
      <p className="platforms-where" role="status">
        <b>{w.waiting}.</b> {w.waitingText(manifest.title)}
      </p>
      <Field
        label={w.pasteBack}
        hint={w.pasteBackHint}
        autoComplete="off"
        spellCheck={false}
        value={pasted}
        error={failed ?? paste.error?.fields["pasted"] ?? paste.error?.title}
        onChange={(event) => {
          setFailed(undefined);
          setPasted(event.target.value);
        }}
      />
      <div>
        <Button busy={paste.isPending} disabled={pasted.trim() === ""} onClick={() => paste.mutate()}>
          {w.usePasted}
        </Button>
      </div>
    </>
  );
}
