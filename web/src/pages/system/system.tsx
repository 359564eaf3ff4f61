import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import "./system.css";
import { State } from "./state.tsx";

const Work = lazy(() => import("./work.tsx"));
const OneJob = lazy(() => import("./one-job.tsx"));
const Strategies = lazy(() => import("./strategies.tsx"));
const OneStrategy = lazy(() => import("./one-strategy.tsx"));
const Log = lazy(() => import("./log.tsx"));

/** How the engine stands, what it does by itself, its strategies and its log. */
export default function System() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/system/work">
          <Work />
        </Route>
        <Route path="/system/work/:name">{({ name }) => <OneJob name={decodeURIComponent(name)} />}</Route>
        <Route path="/system/strategies">
          <Strategies />
        </Route>
        <Route path="/system/strategies/:id">{({ id }) => <OneStrategy id={decodeURIComponent(id)} />}</Route>
        <Route path="/system/log">
          <Log />
        </Route>
        <Route>
          <State />
        </Route>
      </Switch>
    </Suspense>
  );
}
