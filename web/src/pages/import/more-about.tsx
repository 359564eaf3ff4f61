import { type FormEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { type ColumnName, columnNames, type DateOrder, ownLayout, type Said, type Upload } from "./shapes.ts";
import type { Import } from "./use-import.ts";
import type { Words } from "./words.en.ts";
import { importWords } from "./words.ts";

type Props = { readonly work: Import; readonly upload: Upload; readonly isOpen: boolean };

/** What a person can say beside the file: its layout, or its columns, and what it leaves open. */
export function MoreAbout({ work, upload, isOpen }: Props) {
  const w = useWords(importWords);
  const [isShown, setIsShown] = useState(isOpen);
  const [wrong, setWrong] = useState<Wrong>({});
  const form = useRef<HTMLFormElement>(null);
  const { said, say, preview } = work;
  const own = said.layout === ownLayout;
  const set = (change: Partial<Said>): void => say({ ...said, ...change });
  // A file that was refused again comes back with what was typed; the field to mend is where one goes on.
  useEffect(() => {
    if (preview.error) focusFirstError(form.current);
  }, [preview.error]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = own ? missingIn(said, w) : {};
    setWrong(missing);
    if (Object.keys(missing).length > 0) focusFirstError(form.current);
    else work.lookAgain();
  };
  if (!isShown)
    return (
      <div>
        <Button kind="quiet" onClick={() => setIsShown(true)}>
          {w.settings}
        </Button>
      </div>
    );
  return (
    <Card title={w.settings}>
      <form ref={form} className="import-more" onSubmit={submit} noValidate>
        <Choice
          label={w.layout}
          value={said.layout}
          onChange={(event) => set({ layout: event.target.value })}
          options={[
            { value: "", text: w.layoutAuto },
            ...upload.layouts.map(({ id, title }) => ({ value: id, text: title })),
            { value: ownLayout, text: w.layoutOwn },
          ]}
        />
        <Field
          label={w.currency}
          hint={w.currencyHint}
          value={said.currency}
          maxLength={3}
          autoCapitalize="characters"
          onChange={(event) => set({ currency: event.target.value })}
          error={preview.error?.kind === "unknown-currency" ? preview.error.title : undefined}
        />
        <Field
          label={w.zone}
          hint={w.zoneHint}
          value={said.timeZone}
          onChange={(event) => set({ timeZone: event.target.value })}
          error={preview.error?.kind.includes("zone") ? preview.error.title : undefined}
        />
        <Field
          label={w.shop}
          hint={w.shopHint}
          value={said.source}
          autoCapitalize="none"
          onChange={(event) => set({ source: event.target.value })}
          error={wrong.source ?? (preview.error?.kind === "source-name" ? preview.error.title : undefined)}
        />
        {own && <Columns said={said} set={set} columns={upload.columns} wrong={wrong} />}
        <div>
          <Button type="submit" busy={preview.isPending}>
            {w.lookAgain}
          </Button>
        </div>
      </form>
    </Card>
  );
}

type ColumnsProps = {
  readonly said: Said;
  readonly set: (change: Partial<Said>) => void;
  readonly columns: readonly string[];
  readonly wrong: Wrong;
};

function Columns({ said, set, columns, wrong }: ColumnsProps) {
  const w = useWords(importWords);
  const orders: readonly (readonly [DateOrder, string])[] = [
    ["ymd", w.datesYmd],
    ["dmy", w.datesDmy],
    ["mdy", w.datesMdy],
    ["month-name", w.datesMonth],
  ];
  return (
    <>
      {columnNames.map((name) => (
        <Choice
          key={name}
          label={columnWord(name, w)}
          value={said.columns[name] ?? ""}
          error={said.columns[name] ? undefined : wrong[name]}
          onChange={(event) => set({ columns: { ...said.columns, [name]: event.target.value } })}
          options={[{ value: "", text: w.notThere }, ...columns.map((column) => ({ value: column, text: column }))]}
        />
      ))}
      <Choice
        label={w.dates}
        value={said.dates}
        onChange={(event) => set({ dates: orders.find(([id]) => id === event.target.value)?.[0] ?? "ymd" })}
        options={orders.map(([value, text]) => ({ value, text }))}
      />
    </>
  );
}

function columnWord(name: ColumnName, w: Words): string {
  return {
    at: w.colAt,
    amount: w.colAmount,
    id: w.colId,
    productName: w.colProduct,
    fee: w.colFee,
    refunded: w.colRefunded,
    currency: w.colCurrency,
  }[name];
}

/** What is missing, at the field it is missing in. */
type Wrong = Readonly<Partial<Record<ColumnName | "source", string>>>;

function missingIn({ columns, source }: Said, w: Words): Wrong {
  return {
    ...(columns.at ? {} : { at: w.needColumns }),
    ...(columns.amount ? {} : { amount: w.needColumns }),
    ...(source.trim() === "" ? { source: w.ownShopMissing } : {}),
  };
}
