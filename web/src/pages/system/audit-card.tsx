import { useMay } from "../../lib/api/may.ts";
import { useRead } from "../../lib/api/read.ts";
import { useWrite } from "../../lib/api/write.ts";
import { number } from "../../lib/format/number.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Completeness } from "../../ui/completeness.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Note } from "../../ui/note.tsx";
import { toast } from "../../ui/toast-store.ts";
import { Loading } from "./loading.tsx";
import type { Audit } from "./shapes.ts";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";

/** Whether the record of everything is whole, how far it is signed, and a check at once. */
export function AuditCard() {
  const w = useWords(systemWords);
  const { lang } = useHere();
  const may = useMay("operate");
  const audit = useRead<Audit>("/audit", { topics: ["books", "jobs"] });
  const check = useWrite<void>(() => ({ path: "/audit/check" }), {
    topics: ["jobs"],
    onDone: () => toast(w.checking),
  });
  const { data } = audit;
  return (
    <Card
      title={w.audit}
      {...(data ? { end: <span className="small faint">{w.links(number(data.links, lang))}</span> } : {})}
    >
      <Loading read={audit} />
      {data && (
        <div className="stack">
          <Found audit={data} />
          <Signed audit={data} />
          {check.error && <ErrorNote error={check.error} />}
          {may && (
            <div>
              <Button busy={check.isPending || data.checking} onClick={() => check.mutate()}>
                {w.verify}
              </Button>
            </div>
          )}
        </div>
      )}
    </Card>
  );
}

function Found({ audit: { check } }: { readonly audit: Audit }) {
  const w = useWords(systemWords);
  const here = useHere();
  if (check === null) return <Completeness level="none">{w.neverChecked}</Completeness>;
  const at = when(check.at, here);
  if (check.whole) return <Completeness level="complete">{w.wholeTo(number(check.links, here.lang), at)}</Completeness>;
  return (
    <Note title={w.notWhole(at)} tone="brick">
      {[...check.findings, w.notWholeText].join(" ")}
    </Note>
  );
}

function Signed({ audit: { signed, check, head } }: { readonly audit: Audit }) {
  const w = useWords(systemWords);
  const here = useHere();
  const link = (count: number): string => number(count, here.lang);
  return (
    <>
      <p className="small muted">
        {signed ? w.signed(link(signed.links), when(signed.at, here)) : w.notSigned}{" "}
        {check && check.anchored > 0 ? w.anchored(link(check.anchored)) : ""}
      </p>
      <p className="small muted cluster">
        {w.head} <CopyText text={head} shown={`${head.slice(0, 4)}·${head.slice(-4)}`} />
      </p>
    </>
  );
}
