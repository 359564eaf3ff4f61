import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useWords } from "../lib/words/words.ts";
import { Button } from "./button.tsx";
import { uiWords } from "./words.ts";

/** A value to copy: shown short where it is long, copied whole. */
export function CopyText({
  text,
  shown,
  mono = true,
}: {
  readonly text: string;
  readonly shown?: string;
  readonly mono?: boolean;
}) {
  const w = useWords(uiWords);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <span className="cluster">
      <span className={mono ? "mono" : ""} title={text}>
        {shown ?? text}
      </span>
      <Button
        kind="quiet"
        size="slim"
        icon={copied ? Check : Copy}
        aria-label={copied ? w.copied : `${w.copy}: ${shown ?? text}`}
        onClick={() => void copy().catch(() => {})}
      />
      <span className="hidden-text" role="status">
        {copied ? w.copied : ""}
      </span>
    </span>
  );
}
