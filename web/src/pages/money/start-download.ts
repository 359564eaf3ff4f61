import { type Ask, addressOf } from "../../lib/api/request.ts";

/** Has the browser fetch a file of the API and keep it; it streams, however long it is. */
export function startDownload(path: string, query: Ask["query"]): void {
  const link = document.createElement("a");
  link.href = addressOf(path, query);
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}
