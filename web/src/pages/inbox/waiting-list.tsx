import { CircleHelp, Hand, type LucideIcon, Mail, PackageOpen, Plug, Smartphone, Tag, Undo2 } from "lucide-react";
import { shortDay, time } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Glyph } from "../../ui/glyph.tsx";
import { orderOf, signed } from "./act-text.ts";
import { type Act, type InboxItem, keyOf, mayGoTogether, placeOf, type Step } from "./shapes.ts";
import { inboxWords } from "./words.ts";

export type WaitingListProps = {
  readonly items: readonly InboxItem[];
  readonly open: string | undefined;
  /** Keys that are ticked; undefined while nothing is being selected. */
  readonly ticked: ReadonlySet<string> | undefined;
  readonly onTick: (key: string) => void;
};

/** What waits, in two groups. The row of what is open says so. */
export function WaitingList({ items, open, ticked, onTick }: WaitingListProps) {
  const w = useWords(inboxWords);
  const groups = [
    { name: w.toDecideGroup, rows: items.filter(({ what }) => what === "action") },
    { name: w.toDoGroup, rows: items.filter(({ what }) => what === "step") },
  ];
  return (
    <nav className="card inbox-list" aria-label={w.waitingList}>
      {groups.map(
        ({ name, rows }) =>
          rows.length > 0 && (
            <section key={name} aria-label={name}>
              <h2>{name}</h2>
              <ul>
                {rows.map((item) => {
                  const key = keyOf(item);
                  return (
                    <li key={key}>
                      {ticked && mayGoTogether(item) && (
                        <Tick item={item} ticked={ticked.has(key)} onTick={() => onTick(key)} />
                      )}
                      <Row item={item} open={open === key} />
                    </li>
                  );
                })}
              </ul>
            </section>
          ),
      )}
      <p className="inbox-list-end">
        <Link className="link" to="/inbox/earlier">
          {w.earlier}
        </Link>
      </p>
    </nav>
  );
}

export function Tick({
  item,
  ticked,
  onTick,
}: {
  readonly item: InboxItem;
  readonly ticked: boolean;
  readonly onTick: () => void;
}) {
  const w = useWords(inboxWords);
  const { lang } = useHere();
  const title = item.what === "action" ? orderOf(item.action, w, lang) : item.step.title;
  return (
    <label className="inbox-tick">
      <input type="checkbox" checked={ticked} onChange={onTick} aria-label={w.selectThis(title)} />
    </label>
  );
}

function Row({ item, open }: { readonly item: InboxItem; readonly open: boolean }) {
  const w = useWords(inboxWords);
  const here = useHere();
  const home = useStore(homeCurrencyStore);
  const key = keyOf(item);
  const face =
    item.what === "action"
      ? {
          icon: iconOf(item.action),
          title: orderOf(item.action, w, here.lang),
          text: actLine(item, w, (value) => signed(value, here.lang, home)),
          end: time(item.action.proposedAt, here),
        }
      : {
          icon: stepIcon(item.step),
          title: item.step.title,
          text: item.step.lines[0] ?? w.stepAsk,
          end: stepEnd(item.step),
        };
  function stepEnd({ dueAt, createdAt }: Step): string {
    return dueAt === null ? time(createdAt, here) : w.due(shortDay(dueAt, here));
  }
  const isBroken = item.what === "step" && item.step.kind === "access";
  return (
    <Link className="inbox-row" to={placeOf(key)} data-row="" aria-current={open || undefined}>
      <Glyph of={face.icon} {...(isBroken ? { tone: "brick" as const } : {})} />
      <span className="inbox-row-title">{face.title}</span>
      <span className="inbox-row-end">{face.end}</span>
      <span className="inbox-row-text">{face.text}</span>
    </Link>
  );
}

type Words = Parameters<typeof orderOf>[1];

/** The second line of a row: what it may bring, or what it wants. */
function actLine(
  item: Extract<InboxItem, { what: "action" }>,
  w: Words,
  show: (value: Act["worst"]) => string,
): string {
  const { action, needs, wants } = item;
  if (wants === "look") return w.states.unknown;
  if (!action.gain) return needs.freshProof ? w.needsProof : action.reason;
  const gain = w.likely(show(action.gain.likely));
  return needs.freshProof ? w.kindAt(gain, w.needsProof) : gain;
}

const icons: Readonly<Record<Act["area"], LucideIcon>> = {
  listing: Tag,
  message: Mail,
  post: Mail,
  money: Smartphone,
  people: Hand,
  data: PackageOpen,
  trade: Smartphone,
  inside: Hand,
};
const iconOf = (act: Act): LucideIcon =>
  act.state === "unknown" ? CircleHelp : act.kind === "sale.refund" ? Undo2 : icons[act.area];
const stepIcon = ({ kind }: Step): LucideIcon => (kind === "access" ? Plug : Hand);
