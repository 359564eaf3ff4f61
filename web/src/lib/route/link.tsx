import type { AnchorHTMLAttributes } from "react";
import { useCallback } from "react";
import { useLocation, useSearch, Link as WouterLink } from "wouter";
import { withSticky } from "./address.ts";

export type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & {
  readonly to: string;
  /** Takes the place of the present entry: Back skips it. */
  readonly replace?: boolean;
};

/** A link inside the dashboard. The open book and the past moment come along. */
export function Link({ to, replace = false, ...rest }: LinkProps) {
  const search = useSearch();
  return <WouterLink href={withSticky(to, search)} replace={replace} {...rest} />;
}

/** Goes to a place inside the dashboard from code (keys, after a save). */
export function useGo(): (to: string, options?: { readonly replace?: boolean }) => void {
  const search = useSearch();
  const [, navigate] = useLocation();
  return useCallback((to, options) => navigate(withSticky(to, search), options), [navigate, search]);
}
