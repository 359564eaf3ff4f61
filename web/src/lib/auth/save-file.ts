import { ApiProblem, problemFrom } from "../api/problem.ts";
import { type Ask, addressOf } from "../api/request.ts";
import { askAuth } from "./ask-auth.ts";
import type { Me } from "./me.ts";

function press(href: string, name = ""): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}

/** Asks for a proof first where the last one is too old, then lets the browser fetch the file by itself. */
export async function saveFreshly(path: string, query: Ask["query"] = {}): Promise<void> {
  const me = await askAuth<Me>("/me");
  if (me.freshUntil === null || Date.parse(me.freshUntil) < Date.now() + 10_000)
    throw new ApiProblem({ status: 403, kind: "step-up-needed", title: "" });
  press(addressOf(path, query));
}

/** Saves what a `POST` answers as a file. */
export async function savePosted(path: string, query: Ask["query"], body: unknown, name: string): Promise<void> {
  const response = await fetch(addressOf(path, query), {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!response) throw new ApiProblem({ status: 0, kind: "offline", title: "" });
  if (!response.ok) throw await problemFrom(response);
  const href = URL.createObjectURL(await response.blob());
  press(href, name);
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
