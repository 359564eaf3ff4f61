import { platformName } from "../../lib/format/platform-name.ts";
import { useWords } from "../../lib/words/words.ts";
import { Choice } from "../../ui/field.tsx";
import type { KindAutonomy } from "./shapes.ts";
import { complianceWords } from "./words.ts";

/** What the address says of the list; "" is everything. */
export type ActFilter = {
  readonly state: string;
  readonly kind: string;
  readonly target: string;
  readonly since: "" | "today" | "month";
};

/** The filter that an address names. */
export function filterOf(params: URLSearchParams): ActFilter {
  const since = params.get("since");
  return {
    state: params.get("state") ?? "",
    kind: params.get("kind") ?? "",
    target: params.get("target") ?? "",
    since: since === "today" || since === "month" ? since : "",
  };
}

type Props = {
  readonly filter: ActFilter;
  readonly kinds: readonly KindAutonomy[];
  readonly onChange: (name: keyof ActFilter, value: string) => void;
};

/** Four choices; the address keeps them. */
export function ActFilters({ filter, kinds, onChange }: Props) {
  const w = useWords(complianceWords);
  const known = new Set(kinds.flatMap(({ targets }) => targets));
  const targets = [...new Set([...known, ...(filter.target ? [filter.target] : [])])].sort();
  return (
    <div className="compliance-filters">
      <Choice
        label={w.state}
        value={filter.state}
        onChange={(event) => onChange("state", event.target.value)}
        options={[
          { value: "", text: w.anyState },
          ...Object.entries(w.states).map(([value, text]) => ({ value, text })),
        ]}
      />
      <Choice
        label={w.kind}
        value={filter.kind}
        onChange={(event) => onChange("kind", event.target.value)}
        options={[{ value: "", text: w.anyKind }, ...kinds.map(({ kind, title }) => ({ value: kind, text: title }))]}
      />
      <Choice
        label={w.where}
        value={filter.target}
        onChange={(event) => onChange("target", event.target.value)}
        options={[
          { value: "", text: w.anywhere },
          ...targets.map((value) => ({ value, text: value === "inside" ? w.inside : platformName(value) })),
        ]}
      />
      <Choice
        label={w.since}
        value={filter.since}
        onChange={(event) => onChange("since", event.target.value)}
        options={[
          { value: "", text: w.allTime },
          { value: "month", text: w.thisMonth },
          { value: "today", text: w.today },
        ]}
      />
    </div>
  );
}
