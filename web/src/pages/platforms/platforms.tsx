import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { useGo } from "../../lib/route/link.tsx";
import { BoardView } from "./board.tsx";
import "./platforms.css";

const ConnectSheet = lazy(() => import("./connect-sheet.tsx"));
const OnePlatform = lazy(() => import("./one-platform.tsx"));

/** The platforms, one of them in full, and the sheet in which one is connected: each has an address. */
export default function Platforms() {
  const go = useGo();
  const close = (): void => go("/platforms");
  return (
    <Switch>
      <Route path="/platforms">
        <BoardView />
      </Route>
      <Route path="/platforms/connect/:name?">
        {({ name }) => (
          <>
            <BoardView />
            <Suspense fallback={null}>
              <ConnectSheet key={name ?? ""} name={name} onClose={close} />
            </Suspense>
          </>
        )}
      </Route>
      <Route path="/platforms/:name">
        {({ name }) => (
          <Suspense fallback={null}>
            <OnePlatform key={name} name={name} />
          </Suspense>
        )}
      </Route>
      <Route>
        <Redirect to="/platforms" replace />
      </Route>
    </Switch>
  );
}
