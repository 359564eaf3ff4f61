import { useState } from "react";
import { askAuth } from "../../lib/auth/ask-auth.ts";
import type { Role } from "../../lib/auth/me.ts";
import { useHomeBook, useRefresh } from "../../lib/auth/read-auth.ts";
import { time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { Choice } from "../../ui/field.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { toast } from "../../ui/toast-store.ts";
import { AskFirst } from "./ask-first.tsx";
import { roles } from "./roles.ts";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

export type Member = {
  readonly id: string;
  readonly name: string;
  readonly signIn: string;
  readonly role: Role;
  readonly ownsAll: boolean;
  readonly self: boolean;
  readonly seenAt: string | null;
};

/** One person: role, a way back in for who lost every one, sign-out everywhere, out of these books. */
export function PersonRow({ person }: { readonly person: Member }) {
  const w = useWords(settingsWords);
  const here = useHere();
  const book = useHomeBook();
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const [link, setLink] = useState<{ readonly url: string; readonly expiresAt: string }>();
  const path = `/people/${person.id}`;
  const setRole = async (role: Role, undo?: Role): Promise<void> => {
    const done = await change("role", () => askAuth(path, { method: "PATCH", body: { role }, book }));
    refresh("auth");
    if (done) toast(undo ? w.saved : w.putBack, undo ? { onUndo: () => void setRole(undo) } : {});
  };
  const act = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    await change(name, work);
    refresh("auth");
  };
  return (
    <li className="settings-row">
      <span className="row-words">
        <span className="row-title">{person.self ? w.people.you(person.name) : person.name}</span>
        <span className="row-text">
          {person.signIn} · {person.seenAt ? w.people.seen(time(person.seenAt, here)) : w.people.notSeen}
        </span>
      </span>
      <Choice
        label={w.people.role}
        value={person.role}
        disabled={person.self && person.role === "owner"}
        options={roles.map((value) => ({ value, text: w.people.roles[value] }))}
        onChange={(event) => void setRole(event.target.value as Role, person.role)}
      />
      {!person.self && (
        <div className="cluster">
          <Button
            kind="quiet"
            busy={busy === "link"}
            onClick={() =>
              void act("link", async () => setLink(await askAuth(`${path}/link`, { method: "POST", book })))
            }
          >
            {w.people.newWay}
          </Button>
          <Button
            kind="quiet"
            busy={busy === "sessions"}
            onClick={() => void act("sessions", () => askAuth(`${path}/sessions`, { method: "DELETE", book }))}
          >
            {w.people.signOut}
          </Button>
          <AskFirst
            face={w.ways.remove}
            act={w.people.remove(person.name)}
            busy={busy === "remove"}
            onAct={() => void act("remove", () => askAuth(path, { method: "DELETE", book }))}
          >
            {w.people.removeText}
          </AskFirst>
        </div>
      )}
      {link && (
        <div className="settings-once">
          <p className="pretty">{w.people.linkOnce(time(link.expiresAt, here))}</p>
          <CopyText text={link.url} />
        </div>
      )}
      <FormRefusal refusal={refusal} />
      {sheet}
    </li>
  );
}
