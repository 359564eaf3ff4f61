import { useState } from "react";
import { useRead } from "../../lib/api/read.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Tile } from "../../ui/tile.tsx";
import { ConsentStep } from "./consent-step.tsx";
import { FirstDays } from "./first-days.tsx";
import type { Board, Connected, Manifest } from "./shapes.ts";
import { TokenStep } from "./token-step.tsx";
import { useOwnBook } from "./use-may.ts";
import { WhatItCan } from "./what-it-can.tsx";
import { platformsWords } from "./words.ts";

type Props = { readonly name: string | undefined; readonly onClose: () => void };

/**
 * One sheet in which an account is connected or gets new access: which platform (where there are several), what it can
 * do, access, and the first days as they come. What was typed lives in it alone and goes with it.
 */
export default function ConnectSheet({ name, onClose }: Props) {
  const w = useWords(platformsWords);
  const book = useOwnBook();
  const board = useRead<Board>("/platforms", { query: { book }, topics: ["platforms", "sales", "products"] });
  const live = board.data?.known.filter(({ kind }) => kind === "live");
  const [chosen, setChosen] = useState<string>();
  const account = board.data?.items.find((one) => one.name === name);
  const platform = account?.platform ?? name ?? chosen ?? (live?.length === 1 ? live[0]?.platform : undefined);
  const manifest = live?.find((one) => one.platform === platform);
  if (!board.data)
    return (
      <Sheet title={w.connect} onClose={onClose}>
        {board.error ? <ErrorNote error={board.error} onRetry={() => void board.refetch()} /> : <Skeleton signs={32} />}
      </Sheet>
    );
  if (!manifest) return <ChooseSheet live={live ?? []} onChoose={setChosen} onClose={onClose} />;
  const asksWhich = name === undefined && (live?.length ?? 0) > 1;
  const again = account !== undefined && account.state !== "files";
  return (
    <Steps
      key={manifest.platform}
      manifest={manifest}
      book={book}
      again={again}
      name={again ? account.name : manifest.platform}
      before={asksWhich ? 1 : 0}
      onBack={asksWhich ? () => setChosen(undefined) : undefined}
      onClose={onClose}
    />
  );
}

type ChooseProps = {
  readonly live: readonly Manifest[];
  readonly onChoose: (platform: string) => void;
  readonly onClose: () => void;
};

function ChooseSheet({ live, onChoose, onClose }: ChooseProps) {
  const w = useWords(platformsWords);
  return (
    <Sheet title={w.chooseTitle} step={w.step("1", "4")} onClose={onClose}>
      <ul className="platforms-names">
        {live.map(({ platform, title }) => (
          <li key={platform}>
            <button type="button" onClick={() => onChoose(platform)}>
              <Tile name={title} />
              {title}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

type StepsProps = {
  readonly manifest: Manifest;
  readonly book: string;
  readonly name: string;
  readonly again: boolean;
  /** Steps that went before these three. */
  readonly before: number;
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
};

function Steps({ manifest, book, name, again, before, onBack, onClose }: StepsProps) {
  const w = useWords(platformsWords);
  const [at, setAt] = useState<"can" | "access">("can");
  const [way, setWay] = useState<"token" | "consent">("token");
  const [connected, setConnected] = useState<Connected>();
  const { title } = manifest;
  const heading = again ? w.reconnectTitle(title) : w.connectTitle(title);
  const step = (number: number): string => w.step(String(number + before), String(3 + before));
  if (connected) return <FirstDays connected={connected} book={book} step={step(3)} onClose={onClose} />;
  if (at === "can")
    return (
      <Sheet
        title={heading}
        step={step(1)}
        onClose={onClose}
        foot={
          <>
            <Button kind="primary" onClick={() => setAt("access")}>
              {w.next}
            </Button>
            {onBack && (
              <Button kind="quiet" onClick={onBack}>
                {w.back}
              </Button>
            )}
          </>
        }
      >
        <WhatItCan manifest={manifest} />
      </Sheet>
    );
  const tabs = manifest.consent && (
    <Tabs
      label={w.access}
      tabs={[
        { id: "token", text: w.paste },
        { id: "consent", text: w.signIn(title) },
      ]}
      chosen={way}
      onChoose={setWay}
    />
  );
  const props = { manifest, book, name, title: heading, step: step(2), tabs, onClose };
  const back = (): void => setAt("can");
  return way === "token" ? (
    <TokenStep {...props} onBack={back} onConnected={setConnected} />
  ) : (
    <ConsentStep {...props} onBack={back} onConnected={setConnected} />
  );
}
