import { type KeyboardEvent, useId, useState } from "react";
import { usePages } from "../lib/pages/pages.ts";
import { useGo } from "../lib/route/link.tsx";
import { useStore } from "../lib/state/store.ts";
import { langStore } from "../lib/words/lang.ts";
import { useWords } from "../lib/words/words.ts";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Sheet } from "../ui/sheet.tsx";
import "./palette.css";
import { noteRecent, useRecent } from "./palette-recent.ts";
import { fits, ownRows, type PaletteRow } from "./palette-rows.ts";
import { usePaletteSales } from "./palette-sales.ts";
import { usePaletteThings } from "./palette-things.ts";
import { frameWords } from "./words.ts";

/** ⌘K: pages and settings without a connection, sales with one. Money moves only open from here, never go. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(frameWords);
  const lang = useStore(langStore);
  const go = useGo();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const sales = usePaletteSales(typed, go);
  const own = ownRows(usePages(), lang, w, go).filter(({ text }) => fits(text, typed));
  const recent = useRecent(typed, go);
  const things = usePaletteThings(typed, go);
  const rows = [
    ...recent,
    ...own.filter(({ group }) => group === "pages"),
    ...things,
    ...sales,
    ...own.filter(({ group }) => group !== "pages"),
  ];
  const chosen = rows[Math.min(at, rows.length - 1)];
  const pick = (row: PaletteRow | undefined): void => {
    if (!row) return;
    noteRecent(row);
    onClose();
    // After the dialog has given the focus back, or it would take it from where we go.
    queueMicrotask(row.onPick);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") setAt(Math.min(rows.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") pick(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Sheet title={w.find} onClose={onClose}>
      <div className="palette">
        <Field
          label={w.findHint}
          type="search"
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
          data-first-focus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
        />
        <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={w.find} tabIndex={-1}>
          {rows.map((row, index) => (
            <PaletteLine
              key={row.id}
              id={`${id}-${row.id}`}
              row={row}
              heading={rows[index - 1]?.group === row.group ? undefined : w[row.group]}
              isChosen={row === chosen}
              onPick={() => pick(row)}
            />
          ))}
        </div>
        {rows.length === 0 && (
          <p className="muted" role="status">
            {w.nothingFound(typed)}
          </p>
        )}
      </div>
    </Sheet>
  );
}

type LineProps = {
  readonly id: string;
  readonly row: PaletteRow;
  readonly heading: string | undefined;
  readonly isChosen: boolean;
  readonly onPick: () => void;
};

function PaletteLine({ id, row, heading, isChosen, onPick }: LineProps) {
  return (
    <>
      {heading && (
        <p className="palette-group" role="presentation">
          {heading}
        </p>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field that owns the list */}
      <div
        className="palette-row"
        role="option"
        id={id}
        tabIndex={-1}
        aria-selected={isChosen}
        ref={(element) => {
          if (isChosen) element?.scrollIntoView({ block: "nearest" });
        }}
        onClick={onPick}
      >
        {row.icon && <Icon of={row.icon} />}
        <span className="ellipsis">{row.text}</span>
        {row.end && <span className="num small">{row.end}</span>}
      </div>
    </>
  );
}
