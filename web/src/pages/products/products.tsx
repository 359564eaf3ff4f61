import { lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { AllProducts } from "./all-products.tsx";
import "./products.css";

const OneProduct = lazy(() => import("./one-product.tsx"));

/** All products, and one of them in full. */
export default function Products() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/products/:platform/*">{({ platform }) => <One platform={platform} />}</Route>
        <Route>
          <AllProducts />
        </Route>
      </Switch>
    </Suspense>
  );
}

/** Ids have slashes and signs in them: the rest of the address is read as it stands there. */
function One({ platform }: { readonly platform: string }) {
  useLocation();
  const rest = window.location.pathname.split("/").slice(3).join("/");
  const id = decoded(rest);
  return <OneProduct key={`${platform}/${id}`} platform={platform} id={id} />;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
