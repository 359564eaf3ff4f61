import { codeAt } from "../../src/people/codes.ts";
import { fromBase32 } from "../../src/people/tokens.ts";

/**
 * Comes in by a one-time link with a password and a code, as a person does, and gives what each request then carries.
 * `now` is the engine's own time: codes go by it.
 */
export async function comeIn(link: string, now: number, signIn = "ada@example.com"): Promise<Record<string, string>> {
  const { origin, hash } = new URL(link);
  // The page's own name is what cookies hang on; requests go to the address that is listened on.
  const host = new URL(origin).host;
  const ask = async (path: string, body: object): Promise<Response> => {
    const headers = { "content-type": "application/json", origin, host };
    const answer = await fetch(`${origin}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const token = hash.slice(1);
  const { seed } = (await (await ask("/link/seed", { token, signIn })).json()) as { readonly seed: string };
  const bytes = fromBase32(seed);
  if (!bytes) throw new Error("the seed is written in base 32");
  const code = codeAt(bytes, Math.floor(now / 30_000));
  const password = "four words that differ";
  const answer = await ask("/link/password", { token, signIn, name: "Ada", password, seed, code });
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { cookie };
}
