import type { z } from "zod";
import type { settings } from "../../../../src/api/contract/settings.ts";
import { useRead } from "../../lib/api/read.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { settingsWords } from "./words.ts";

/** What the engine was started with. It is read at the start, so nothing here changes anything. */
export default function EnginePart() {
  const w = useWords(settingsWords);
  const { data, error, refetch } = useRead<z.infer<typeof settings>>("/settings/config", { scope: "none", topics: [] });
  return (
    <Card title={w.parts.engine.title} flush>
      <div className="card-body">
        <p className="muted pretty">{w.engine.text(data?.file ?? "millrace.json")}</p>
      </div>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      <dl className="settings-facts">
        {data?.items.map(({ key, variable, value, origin, help }) => (
          <div key={key}>
            <dt>
              <span className="mono">{variable}</span>
              <span className="row-text">{help}</span>
            </dt>
            <dd>
              {value === "" ? <span className="faint">{w.engine.none}</span> : <span className="mono">{value}</span>}
              <span className="row-text">{origin === "default" ? w.engine.byDefault : origin}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
