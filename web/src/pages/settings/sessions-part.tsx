import { askAuth } from "../../lib/auth/ask-auth.ts";
import { useAuth, useRefresh } from "../../lib/auth/read-auth.ts";
import { time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { browserName } from "./browser-name.ts";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

type Session = {
  readonly id: string;
  readonly here: boolean;
  readonly agent: string;
  readonly address: string;
  readonly madeAt: string;
  readonly usedAt: string;
};

export default function SessionsPart() {
  const w = useWords(settingsWords);
  const here = useHere();
  const sessions = useAuth<{ items: readonly Session[] }>("/sessions");
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const end = async (path: string): Promise<void> => {
    await change(path, () => askAuth(path, { method: "DELETE" }));
    refresh("auth");
  };
  const items = sessions.data?.items ?? [];
  return (
    <Card
      title={w.parts.sessions.title}
      flush
      foot={
        items.length > 1 && (
          <Button busy={busy === "/sessions"} onClick={() => void end("/sessions")}>
            {w.sessions.endOthers}
          </Button>
        )
      }
    >
      {sessions.error && <ErrorNote error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className="rows">
        {items.map(({ id, here: isHere, agent, address, madeAt, usedAt }) => (
          <li key={id} className="settings-row">
            <span className="row-words">
              <span className="row-title">{browserName(agent) ?? w.sessions.unknown}</span>
              <span className="row-text">{w.sessions.line(time(madeAt, here), time(usedAt, here), address)}</span>
            </span>
            {isHere ? (
              <StateChip tone="water">{w.sessions.here}</StateChip>
            ) : (
              <Button kind="quiet" busy={busy === `/sessions/${id}`} onClick={() => void end(`/sessions/${id}`)}>
                {w.sessions.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <FormRefusal refusal={refusal} />
      {sheet}
    </Card>
  );
}
