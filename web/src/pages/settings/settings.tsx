import { ChevronRight } from "lucide-react";
import { type ComponentType, lazy, Suspense } from "react";
import { useLocation } from "wouter";
import { PageHead } from "../../frame/page-head.tsx";
import type { Me, Permission } from "../../lib/auth/me.ts";
import { useAuth, useHomeBook } from "../../lib/auth/read-auth.ts";
import { Link } from "../../lib/route/link.tsx";
import { useWords } from "../../lib/words/words.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import "./settings.css";
import type { Words } from "./words.en.ts";
import { settingsWords } from "./words.ts";

type PartId = keyof Words["parts"];
type Part = { readonly id: PartId; readonly needs?: Permission; readonly Content: ComponentType };

/** In the order of the list; what cannot be recalled comes last. */
const parts: readonly Part[] = [
  { id: "me", Content: lazy(() => import("./me-part.tsx")) },
  { id: "ways", Content: lazy(() => import("./ways-part.tsx")) },
  { id: "sessions", Content: lazy(() => import("./sessions-part.tsx")) },
  { id: "book", needs: "configure", Content: lazy(() => import("./book-part.tsx")) },
  { id: "targets", needs: "configure", Content: lazy(() => import("./targets-part.tsx")) },
  { id: "messages", needs: "configure", Content: lazy(() => import("./messages-part.tsx")) },
  { id: "people", needs: "admin", Content: lazy(() => import("./people-part.tsx")) },
  { id: "keys", needs: "admin", Content: lazy(() => import("./keys-part.tsx")) },
  { id: "backup", needs: "admin", Content: lazy(() => import("./backup-part.tsx")) },
  { id: "engine", needs: "admin", Content: lazy(() => import("./engine-part.tsx")) },
  { id: "data", needs: "admin", Content: lazy(() => import("./data-part.tsx")) },
];

/** A list of parts and the open one beside it; on a phone the list, then a page each. */
export default function Settings() {
  const w = useWords(settingsWords);
  const [pathname] = useLocation();
  const home = useHomeBook();
  const me = useAuth<Me>("/me");
  const may = me.data?.books.find(({ id }) => id === home)?.may ?? [];
  const shown = parts.filter(({ needs }) => needs === undefined || may.includes(needs));
  const wanted = pathname.split("/")[2];
  const open = shown.find(({ id }) => id === wanted);
  const part = open ?? shown[0];
  const title = open ? w.parts[open.id].title : w.title;
  return (
    <>
      <PageHead title={title} {...(open ? { crumbs: [{ text: w.title, to: "/settings" }, { text: title }] } : {})} />
      {me.error && <ErrorNote error={me.error} onRetry={() => void me.refetch()} />}
      {me.data && (
        <div className={`split ${open ? "settings-open" : "settings-home"}`} data-list="narrow">
          <nav className="card settings-list" aria-label={w.title}>
            <ul className="rows">
              {shown.map(({ id }) => (
                <ListRow key={id} id={id} isOpen={id === part?.id} />
              ))}
              {may.includes("admin") && (
                <li>
                  <Link className="row" to="/compliance">
                    <span className="row-words">
                      <span className="row-title">{w.autonomy}</span>
                      <span className="row-text">{w.autonomyText}</span>
                    </span>
                    <Icon of={ChevronRight} />
                  </Link>
                </li>
              )}
            </ul>
          </nav>
          <div className="settings-part stack">
            <Suspense fallback={<Skeleton signs={32} />}>{part && <part.Content key={part.id} />}</Suspense>
          </div>
        </div>
      )}
    </>
  );
}

function ListRow({ id, isOpen }: { readonly id: PartId; readonly isOpen: boolean }) {
  const w = useWords(settingsWords).parts[id];
  return (
    <li>
      <Link className="row" to={`/settings/${id}`} aria-current={isOpen ? "page" : undefined}>
        <span className="row-words">
          <span className="row-title">{w.title}</span>
          <span className="row-text">{w.text}</span>
        </span>
        <Icon of={ChevronRight} />
      </Link>
    </li>
  );
}
