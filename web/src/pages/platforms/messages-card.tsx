import { useState } from "react";
import { useRead } from "../../lib/api/read.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import type { Messages } from "./shapes.ts";
import { useMay } from "./use-may.ts";
import { platformsWords } from "./words.ts";

/** The address for a platform's messages: shown only when asked for, and only to those who may configure. */
export function MessagesCard({ name }: { readonly name: string }) {
  const w = useWords(platformsWords);
  const may = useMay("configure");
  const [open, setOpen] = useState(false);
  const path = `/platforms/${encodeURIComponent(name)}/messages`;
  const { data, error } = useRead<Messages>(path, { topics: ["platforms"], enabled: may && open });
  if (!may) return null;
  return (
    <Card title={w.messages}>
      <div className="stack">
        <p className="small muted pretty">{w.messagesText}</p>
        {error && <ErrorNote error={error} />}
        {!open && (
          <div>
            <Button onClick={() => setOpen(true)}>{w.showAddress}</Button>
          </div>
        )}
        {data?.items.map(({ account, path: below, address, howTo }) => (
          <div key={below} className="platforms-first platforms-address">
            <p className="strong">{account}</p>
            <CopyText text={address ?? below} />
            {address === null ? (
              <p className="small muted">{w.messagesNoUrl}</p>
            ) : (
              <ol className="platforms-howto small" lang="en">
                {howTo.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
            )}
          </div>
        ))}
      </div>
    </Card>
  );
}
