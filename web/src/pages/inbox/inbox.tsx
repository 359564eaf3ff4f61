import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import "./inbox.css";
import { ActPage } from "./act-page.tsx";
import { Waiting } from "./waiting.tsx";

const Earlier = lazy(() => import("./earlier.tsx"));

/** What waits for the owner, what was answered, and everything about one act. */
export default function InboxPage() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/inbox/earlier">
          <Earlier />
        </Route>
        <Route path="/inbox/act/:id/all">{({ id }) => <ActPage id={id} />}</Route>
        <Route path="/inbox/act/:id">{({ id }) => <Waiting open={`act/${id}`} />}</Route>
        <Route path="/inbox/step/:id">{({ id }) => <Waiting open={`step/${id}`} />}</Route>
        <Route>
          <Waiting open={undefined} />
        </Route>
      </Switch>
    </Suspense>
  );
}
