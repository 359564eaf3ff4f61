import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import "./compliance.css";
import { Rules } from "./rules.tsx";

const Acts = lazy(() => import("./acts.tsx"));
const Autonomy = lazy(() => import("./autonomy.tsx"));
const OneRule = lazy(() => import("./one-rule.tsx"));

/** What was checked and by which rules, every act, and what Millrace may do by itself. */
export default function Compliance() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/compliance/rules/:id">{({ id }) => <OneRule id={id} />}</Route>
        <Route path="/compliance/acts">
          <Acts />
        </Route>
        <Route path="/compliance/autonomy">
          <Autonomy />
        </Route>
        <Route>
          <Rules />
        </Route>
      </Switch>
    </Suspense>
  );
}
