import type { z } from "zod";
import type { Millis } from "../base/clock.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { Permission } from "../people/permissions.ts";
import type { Principal } from "../people/principal.ts";
import type { Book } from "../store/book.ts";
import type { ApiDeps } from "./deps.ts";
import type { Hub } from "./live/hub.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** Named values, each with its schema; a name that is not in it is refused. */
export type Shape = Readonly<Record<string, z.ZodType>>;
type Read<S extends Shape> = { readonly [K in keyof S]: z.output<S[K]> };

/** What a handler works with: everything is read, checked and allowed already. */
export type Call<P extends Shape = Shape, Q extends Shape = Shape, B extends z.ZodType = z.ZodType> = {
  readonly params: Read<P>;
  readonly query: Read<Q>;
  readonly body: z.output<B>;
  /** Acts in the name of the one who asks; the demo shop's own for `?book=demo`. */
  readonly workplace: Workplace;
  /** The book of `?book=`, "main" when none is named. */
  readonly book: Book;
  readonly principal: Principal;
  readonly deps: ApiDeps;
  /** What tells of changes in these books. */
  readonly hub: Hub;
  readonly now: Millis;
  /** Aborts when the one who asked has left. */
  readonly signal: AbortSignal;
  /** The request itself, for what is no JSON. Its body is read already where the route has a `body`. */
  readonly request: Request;
};

/** An answer's type as handlers may give it: they never change what they give. */
export type Given<T> = T extends readonly (infer One)[]
  ? readonly Given<One>[]
  : T extends object
    ? { readonly [K in keyof T]: Given<T[K]> }
    : T;

type Head = {
  readonly method: Method;
  /** Below `/api/v1`, with `:name` for each of `params`. */
  readonly path: string;
  /** One line for the API's document: what it gives or does. */
  readonly summary: string;
  /** "signed-in" is anybody who is known; "open" is everybody. */
  readonly needs: Permission | "signed-in" | "open";
  /** Only with a sign-in that is a few minutes old: what touches money, keys and roles. */
  readonly stepUp?: boolean;
  /** "book" (the usual) takes `?book=`; "installation" is about all of them. */
  readonly scope?: "book" | "installation";
  /** Given only once, such as a new key: a repeated request is not told it again. */
  readonly once?: boolean;
  /** What is taken instead of JSON, with the largest size: the handler reads `request` itself. */
  readonly upload?: { readonly types: readonly string[]; readonly bytesMax: number };
  /** The content type of an answer that is no JSON: the handler gives a `Response`. */
  readonly produces?: string;
  /** Status of a success; 200 when absent. */
  readonly status?: 200 | 201 | 202;
  /** Status for codes of problems where the usual one does not fit. */
  readonly problems?: Readonly<Record<string, number>>;
};

/** One route as all that mounts, documents and tests them sees it. */
export type Route = Head & {
  readonly params: Shape;
  readonly query: Shape;
  readonly body: z.ZodType | undefined;
  readonly answer: z.ZodType | undefined;
  handler(call: Call): Promise<unknown>;
};

type Written<P extends Shape, Q extends Shape, B extends z.ZodType, A extends z.ZodType> = Head & {
  readonly params?: P;
  readonly query?: Q;
  /** Objects in it are `z.strictObject`: what nobody knows is refused. */
  readonly body?: B;
  readonly answer?: A;
  /** Calls one operation and renders. Throws a `ProblemError` for what cannot be done; `orThrow` makes one of a `Result`. */
  handler(call: Call<P, Q, B>): Promise<Given<z.input<A>> | Response>;
};

/** One route: what it needs, what it reads, what it gives. Each file below `routes/` exports one as `route`. */
export function defineRoute<
  P extends Shape = Record<never, never>,
  Q extends Shape = Record<never, never>,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodNever,
>(written: Written<P, Q, B, A>): Route {
  const { params = {}, query = {}, body, answer } = written;
  return { ...written, params, query, body, answer };
}
