import { BellPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { z } from "zod";
import type { sinks } from "../../../../src/api/contract/sinks.ts";
import { useRead } from "../../lib/api/read.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { PlaceRow } from "./place-row.tsx";
import { settingsWords } from "./words.ts";

const AddPlace = lazy(() => import("./add-place.tsx"));

export default function MessagesPart() {
  const w = useWords(settingsWords);
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useRead<z.infer<typeof sinks>>("/sinks", { scope: "none", topics: ["alerts"] });
  return (
    <>
      <Card
        title={w.parts.messages.title}
        flush
        foot={
          <Button icon={BellPlus} onClick={() => setAdding(true)}>
            {w.messages.add}
          </Button>
        }
      >
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        <ul className="rows">
          {data?.items.map((one) => (
            <PlaceRow key={one.name} place={one} />
          ))}
        </ul>
      </Card>
      {adding && (
        <Suspense>
          <AddPlace onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </>
  );
}
