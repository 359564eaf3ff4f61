import { type FormEvent, useState } from "react";
import type { z } from "zod";
import type { buyerErased, buyerKept } from "../../../../src/api/contract/buyers.ts";
import { addressOf, ask } from "../../lib/api/request.ts";
import { useHomeBook } from "../../lib/auth/read-auth.ts";
import { saveFreshly, savePosted } from "../../lib/auth/save-file.ts";
import { day } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { AskFirst } from "./ask-first.tsx";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

type Kept = z.infer<typeof buyerKept>;
type Erased = z.infer<typeof buyerErased>;

export default function DataPart() {
  return (
    <>
      <RetentionCard />
      <ExportCard />
      <BuyerCard />
    </>
  );
}

function RetentionCard() {
  const w = useWords(settingsWords).data;
  return (
    <Card title={w.retention}>
      <ul className="stack small">
        {w.kept.split("\n").map((line) => (
          <li key={line} className="pretty">
            {line}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ExportCard() {
  const w = useWords(settingsWords).data;
  const book = useHomeBook();
  const { busy, refusal, change, sheet } = useChange();
  return (
    <Card title={w.out}>
      <div className="form">
        <p className="muted pretty">{w.outText}</p>
        <div className="cluster">
          {(["hledger", "beancount", "csv", "jsonl"] as const).map((format) => (
            <a key={format} className="button plain" download href={addressOf("/books/download", { book, format })}>
              {w.books[format]}
            </a>
          ))}
          <a className="button plain" download href={addressOf("/sales/download", { book })}>
            {w.sales}
          </a>
        </div>
        <p className="muted pretty">{w.allText}</p>
        <div>
          <Button
            busy={busy === "all"}
            onClick={() => void change("all", () => saveFreshly("/shop/download", { book }))}
          >
            {w.all}
          </Button>
        </div>
        <FormRefusal refusal={refusal} />
      </div>
      {sheet}
    </Card>
  );
}

/** One buyer, by e-mail or by a sale: taken out for them, or erased for good. */
function BuyerCard() {
  const w = useWords(settingsWords).data;
  const book = useHomeBook();
  const { busy, refusal, change, clear, sheet } = useChange();
  const [typed, setTyped] = useState("");
  const [kept, setKept] = useState<Kept>();
  const [erased, setErased] = useState<Erased>();
  const who = typed.includes("@") && !typed.includes("/sale/") ? { email: typed.trim() } : { sale: typed.trim() };
  const post = async <T,>(path: string): Promise<T> =>
    (await ask<T>(path, { method: "POST", query: { book }, body: who })).data;
  const find = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setErased(undefined);
    setKept(undefined);
    await change("find", async () => setKept(await post<Kept>("/buyers/find")));
  };
  const erase = async (): Promise<void> => {
    if (await change("erase", async () => setErased(await post<Erased>("/buyers/erase")))) {
      setKept(undefined);
      setTyped("");
    }
  };
  return (
    <Card title={w.buyer}>
      <form className="form" onSubmit={(event) => void find(event)} noValidate>
        <p className="muted pretty">{w.buyerText}</p>
        <Field
          label={w.who}
          hint={w.whoHint}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          error={refusal?.fields["email"] ?? refusal?.fields["sale"]}
          onChange={(event) => {
            setTyped(event.target.value);
            setKept(undefined);
            clear();
          }}
        />
        <FormRefusal refusal={refusal} />
        <div>
          <Button type="submit" busy={busy === "find"} disabled={typed.trim() === ""}>
            {w.find}
          </Button>
        </div>
      </form>
      <div className="form" role="status">
        {kept && (
          <>
            <KeptSentence kept={kept} />
            <div className="cluster">
              <Button
                busy={busy === "export"}
                onClick={() =>
                  void change("export", () => savePosted("/buyers/export", { book }, who, "millrace-one-buyer.jsonl"))
                }
              >
                {w.exportBuyer}
              </Button>
              <AskFirst face={w.erase} act={w.eraseAct} busy={busy === "erase"} onAct={() => void erase()}>
                {w.eraseText}
              </AskFirst>
            </div>
          </>
        )}
        {erased && <ErasedNote erased={erased} />}
      </div>
      {sheet}
    </Card>
  );
}

function KeptSentence({ kept: { sales, seen, firstAt, lastAt } }: { readonly kept: Kept }) {
  const w = useWords(settingsWords).data;
  const here = useHere();
  const span = firstAt && lastAt ? w.span(day(firstAt, here), day(lastAt, here)) : "";
  return <p className="strong">{w.found(w.salesCount(sales), w.rowsCount(seen), span)}</p>;
}

function ErasedNote({ erased }: { readonly erased: Erased }) {
  const w = useWords(settingsWords).data;
  return (
    <div className="settings-once">
      <p className="strong">{w.erased(String(erased.auditLink ?? ""))}</p>
      <p className="small">{w.still}</p>
      <ul className="stack small">
        <li>{w.remains.backups}</li>
        <li>{w.remains.files}</li>
        {erased.sales > 0 && <li>{w.remains.platform}</li>}
      </ul>
    </div>
  );
}
