import { useSearchParams } from "wouter";
import { useWrite } from "../../lib/api/write.ts";
import { bytes, number, shortId } from "../../lib/format/number.ts";
import { clockWithSeconds, day } from "../../lib/format/time.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Evidence } from "../../ui/evidence.tsx";
import { BookedMoves } from "./booked-moves.tsx";
import type { SaleStory, SeenThing } from "./shapes.ts";
import { useMay } from "./use-may.ts";
import { moneyWords } from "./words.ts";

type Buyer = {
  readonly buyer:
    | "erased"
    | "not named"
    | { readonly name?: string; readonly email?: string; readonly platformId?: string };
};

/** Each raw thing that was seen of a sale, what is known from all of them, and what was booked. */
export function SaleEvidence({ story }: { readonly story: SaleStory }) {
  const w = useWords(moneyWords);
  const [params, setParams] = useSearchParams();
  const [asOf] = useAsOf();
  const mayLook = useMay("read.buyers") && asOf === undefined;
  const { key } = story.sale;
  const look = useWrite<void, Buyer>(() => ({ path: `/sales/${encodeURIComponent(key)}/buyer`, body: undefined }), {
    topics: [],
  });
  const { evidence } = story;
  const asked = Number(params.get("evidence") ?? "1");
  const at = evidence[asked - 1] ? asked : 1;
  const one = evidence[at - 1];
  const facts = useFacts(one);
  if (!one) return <p className="muted">{w.noEvidence}</p>;
  const go = (to: number): void =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        next.set("evidence", String(to));
        return next;
      },
      { replace: true },
    );
  const lines = one.fields?.map(({ name, value, readAs }) => ({
    text: `${name}: ${value === "hidden" ? w.hidden : value}`,
    ...(readAs === undefined ? {} : { used: true, means: readAs }),
  }));
  return (
    <div className="stack money-evidence-parts">
      {evidence.length > 1 && <p className="small muted num">{w.evidenceOf(at, evidence.length)}</p>}
      <Evidence
        {...(lines === undefined
          ? { instead: w.erased }
          : { seen: lines, raw: lines.map(({ text }) => text).join("\n") })}
        known={<Known known={story.known} />}
        booked={<BookedMoves story={story} />}
        facts={facts}
        onShowBuyer={mayLook && !look.data ? () => look.mutate() : undefined}
        onPrevious={at > 1 ? () => go(at - 1) : undefined}
        onNext={at < evidence.length ? () => go(at + 1) : undefined}
      />
      {one.moreRows > 0 && <p className="small muted">{w.moreRows(one.moreRows)}</p>}
      {look.error && <ErrorNote error={look.error} />}
      {look.data && <BuyerShown buyer={look.data.data.buyer} />}
    </div>
  );
}

function useFacts(one: SeenThing | undefined) {
  const w = useWords(moneyWords);
  const here = useHere();
  if (!one) return [];
  const { file, lineFrom, lineTo, receivedAt, bytes: size, fingerprint, auditLink } = one;
  const lines = lineFrom === undefined ? "" : lineFrom === lineTo ? String(lineFrom) : `${lineFrom}–${lineTo}`;
  return [
    ...(file === undefined ? [] : [{ name: w.file, text: lines === "" ? file : w.fileLine(file, lines) }]),
    { name: w.received, text: `${day(receivedAt, here)}, ${clockWithSeconds(receivedAt, here)}` },
    ...(size === null ? [] : [{ name: w.size, text: bytes(size, here.lang) }]),
    { name: w.fingerprint, text: <CopyText text={fingerprint} shown={shortId(fingerprint)} /> },
    ...(auditLink === null ? [] : [{ name: w.auditRecord, text: w.link(number(auditLink, here.lang)) }]),
  ];
}

function Known({ known }: { readonly known: SaleStory["known"] }) {
  const w = useWords(moneyWords);
  if (!known) return <p className="muted">{w.notKnownThen}</p>;
  return (
    <dl className="money-known">
      {Object.entries(known).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function BuyerShown({ buyer }: Buyer) {
  const w = useWords(moneyWords);
  const words = typeof buyer === "string" ? (buyer === "erased" ? w.buyerErased : w.buyerNotNamed) : undefined;
  return (
    <div className="money-buyer" role="status">
      <p className="strong">{w.buyer}</p>
      {typeof buyer === "string" ? <p>{words}</p> : <p>{[buyer.name, buyer.email].filter(Boolean).join(" · ")}</p>}
      <p className="small muted">{w.looked}</p>
    </div>
  );
}
