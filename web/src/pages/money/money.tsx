import { lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import "./money.css";
import { Sales } from "./sales.tsx";

const OneSale = lazy(() => import("./sale.tsx"));
const Books = lazy(() => import("./books.tsx"));
const Reports = lazy(() => import("./reports.tsx"));
const OneReport = lazy(() => import("./report.tsx"));

/** Sales, one sale, the books and the reports; payouts are a page of their own behind the same tabs. */
export default function MoneyPage() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/money/sales/*">
          <Rest of="/money/sales/">{(key) => <OneSale key={key} id={key} />}</Rest>
        </Route>
        <Route path="/money/books/*">
          <Rest of="/money/books/">{(path) => <Books open={path} />}</Rest>
        </Route>
        <Route path="/money/books">
          <Books />
        </Route>
        <Route path="/money/reports/:day">{({ day }) => <OneReport key={day} day={day} />}</Route>
        <Route path="/money/reports">
          <Reports />
        </Route>
        <Route>
          <Sales />
        </Route>
      </Switch>
    </Suspense>
  );
}

/** The rest of the address as one name: keys of sales have slashes in them, written out or not. */
function Rest({ of, children }: { readonly of: string; readonly children: (name: string) => React.ReactNode }) {
  useLocation();
  const rest = window.location.pathname.slice(of.length);
  return children(decoded(rest));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
