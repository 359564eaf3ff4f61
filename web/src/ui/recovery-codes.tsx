import { Copy, Download } from "lucide-react";
import { useState } from "react";
import { authWords } from "../lib/auth/words.ts";
import { useWords } from "../lib/words/words.ts";
import { Button } from "./button.tsx";
import { Check } from "./field.tsx";
import "./form.css";
import "./recovery-codes.css";

export type RecoveryCodesProps = {
  readonly codes: readonly string[];
  /** Whose they are, for the file. */
  readonly signIn: string;
  /** What the button does: "Open Today". */
  readonly go: string;
  readonly onKept: () => void;
};

/** Ten codes that are shown once. Nobody goes on before saying that they are kept. */
export function RecoveryCodes({ codes, signIn, go, onKept }: RecoveryCodesProps) {
  const w = useWords(authWords).codes;
  const [ticked, setTicked] = useState(false);
  const [asked, setAsked] = useState(false);
  const [copied, setCopied] = useState(false);
  const text = `Millrace · ${signIn} · ${window.location.host}\n\n${codes.join("\n")}\n`;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="form">
      <ol className="recovery-codes" aria-label={w.list}>
        {codes.map((code) => (
          <li key={code} className="mono">
            {code}
          </li>
        ))}
      </ol>
      <div className="cluster">
        <Button icon={Copy} onClick={() => void copy().catch(() => {})}>
          {copied ? w.copied : w.copy}
        </Button>
        <a
          className="button plain"
          download="millrace-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          <Download className="icon" aria-hidden="true" />
          {w.download}
        </a>
      </div>
      <div className="field">
        <Check
          checked={ticked}
          aria-invalid={(asked && !ticked) || undefined}
          onChange={(event) => setTicked(event.target.checked)}
        >
          {w.kept}
        </Check>
        <p className="field-error" role="alert">
          {asked && !ticked ? w.tickFirst : ""}
        </p>
      </div>
      <Button kind="primary" size="big" onClick={() => (ticked ? onKept() : setAsked(true))}>
        {go}
      </Button>
    </div>
  );
}
