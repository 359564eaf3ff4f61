import { useEffect, useState } from "react";
import type { z } from "zod";
import type { bookSettings } from "../../../../src/api/contract/settings.ts";
import { useRead } from "../../lib/api/read.ts";
import { ask } from "../../lib/api/request.ts";
import { useHomeBook, useRefresh } from "../../lib/auth/read-auth.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { toast } from "../../ui/toast-store.ts";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";
import { zones } from "./zones.ts";

type Book = z.infer<typeof bookSettings>;
type Wanted = Partial<Pick<Book, "name" | "homeCurrency" | "timeZone">>;

export default function BookPart() {
  const w = useWords(settingsWords);
  const home = useHomeBook();
  const { data: book, error, refetch } = useRead<Book>("/settings/book", { query: { book: home }, topics: ["books"] });
  const refresh = useRefresh();
  const { refusal, change } = useChange();
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!book) return null;
  const save = async (wanted: Wanted, undo?: Wanted): Promise<void> => {
    const send = () => ask("/settings/book", { method: "PATCH", query: { book: home }, body: wanted });
    const done = await change("save", send);
    refresh("/settings", "/status", "/me", "auth");
    if (done) toast(undo ? w.saved : w.putBack, undo ? { onUndo: () => void save(undo) } : {});
  };
  return (
    <Card title={w.parts.book.title}>
      <div className="form">
        <NameField name={book.name} onName={(name) => void save({ name }, { name: book.name })} />
        <div className="settings-line">
          <Choice
            label={w.book.currency}
            value={book.homeCurrency}
            disabled={book.inUse}
            options={Intl.supportedValuesOf("currency").map((value) => ({ value, text: value }))}
            onChange={(event) => void save({ homeCurrency: event.target.value }, { homeCurrency: book.homeCurrency })}
          />
          <Choice
            label={w.book.zone}
            value={book.timeZone}
            disabled={book.inUse}
            options={zones(book.timeZone)}
            onChange={(event) => void save({ timeZone: event.target.value }, { timeZone: book.timeZone })}
          />
        </div>
        <p className="small muted pretty">{book.inUse ? w.book.inUse : w.book.free}</p>
        <FormRefusal refusal={refusal} />
      </div>
    </Card>
  );
}

function NameField({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  const w = useWords(settingsWords);
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const leave = (): void => {
    if (typed.trim() !== "" && typed.trim() !== name) onName(typed.trim());
  };
  return (
    <Field
      label={w.book.name}
      maxLength={80}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === "Enter" && leave()}
    />
  );
}
