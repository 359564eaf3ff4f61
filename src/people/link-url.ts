/** Where a link leads. The token stands behind "#", so that no server, proxy or log ever sees it. */
export function linkUrl(origin: string, token: string): string {
  return `${origin}/set-up#${token}`;
}
