import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { FilterFields, type FilterFieldsProps } from "./filter-fields.tsx";
import { moneyWords } from "./words.ts";

export type FilterSheetProps = FilterFieldsProps & {
  /** How many sales fit now. */
  readonly count: number | undefined;
  readonly onReset: () => void;
  readonly onClose: () => void;
};

/** The filters on a phone; the list behind follows at once, and the button says how many fit. */
export default function FilterSheet({ count, onReset, onClose, ...fields }: FilterSheetProps) {
  const w = useWords(moneyWords);
  return (
    <Sheet
      title={w.filters}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onReset}>
            {w.reset}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {count === undefined ? w.showThem : w.show(count)}
          </Button>
        </>
      }
    >
      <div className="stack money-sheet">
        <FilterFields {...fields} />
      </div>
    </Sheet>
  );
}
