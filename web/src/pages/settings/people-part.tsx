import { useState } from "react";
import { askAuth } from "../../lib/auth/ask-auth.ts";
import type { Role } from "../../lib/auth/me.ts";
import { useAuth, useHomeBook, useRefresh } from "../../lib/auth/read-auth.ts";
import { time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Choice } from "../../ui/field.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { type Member, PersonRow } from "./person-row.tsx";
import { roles } from "./roles.ts";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

type Invitation = { readonly id: string; readonly role: Role; readonly madeAt: string; readonly expiresAt: string };
type People = { readonly items: readonly Member[]; readonly invitations: readonly Invitation[] };
type Link = { readonly url: string; readonly expiresAt: string };

export default function PeoplePart() {
  const w = useWords(settingsWords);
  const people = useAuth<People>("/people");
  return (
    <>
      <Card title={w.parts.people.title} flush>
        {people.error && <ErrorNote error={people.error} onRetry={() => void people.refetch()} />}
        <ul className="rows">
          {people.data?.items.map((one) => (
            <PersonRow key={one.id} person={one} />
          ))}
        </ul>
      </Card>
      <InviteCard invitations={people.data?.invitations ?? []} />
    </>
  );
}

function InviteCard({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const w = useWords(settingsWords);
  const here = useHere();
  const book = useHomeBook();
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const [role, setRole] = useState<Role>("viewer");
  const [link, setLink] = useState<Link>();
  const invite = async (): Promise<void> => {
    await change("invite", async () =>
      setLink(await askAuth<Link>("/people/invitations", { method: "POST", body: { role }, book })),
    );
    refresh("auth");
  };
  const end = async (id: string): Promise<void> => {
    await change(id, () => askAuth(`/people/invitations/${id}`, { method: "DELETE", book }));
    refresh("auth");
  };
  return (
    <Card title={w.people.invite} flush>
      <div className="card-body form">
        <Choice
          label={w.people.role}
          hint={w.people.roleText[role]}
          value={role}
          options={roles.map((value) => ({ value, text: w.people.roles[value] }))}
          onChange={(event) => setRole(event.target.value as Role)}
        />
        <div>
          <Button busy={busy === "invite"} onClick={() => void invite()}>
            {w.people.makeLink}
          </Button>
        </div>
        {link && (
          <div className="settings-once">
            <p className="pretty">{w.people.linkOnce(time(link.expiresAt, here))}</p>
            <CopyText text={link.url} />
          </div>
        )}
        <FormRefusal refusal={refusal} />
      </div>
      {invitations.length > 0 && (
        <ul className="rows">
          {invitations.map(({ id, role: as, expiresAt }) => (
            <li key={id} className="settings-row">
              <span className="row-words">
                <span className="row-title">{w.people.invited(w.people.roles[as])}</span>
                <span className="row-text">{w.people.until(time(expiresAt, here))}</span>
              </span>
              <Button kind="quiet" busy={busy === id} onClick={() => void end(id)}>
                {w.people.takeBack}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {sheet}
    </Card>
  );
}
