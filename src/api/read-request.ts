import type { Context } from "hono";
import { z } from "zod";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { slug } from "./contract/common.ts";
import type { Route, Shape } from "./define-route.ts";
import { fieldErrors, plainMessage } from "./plain-issues.ts";
import type { FieldError } from "./problem-response.ts";
import { contentType, type Refused, readJson } from "./read-body.ts";

/** The schemas of a route as they are asked: made once. */
export type Reader = { readonly params: z.ZodType; readonly query: z.ZodType; readonly body: z.ZodType | undefined };

/** What a request said, read and checked. */
export type Said = {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** The body as it came, for the comparison of repeated requests. */
  readonly text: string;
  readonly book: string | undefined;
};

export type Unread = Refused & { readonly errors?: readonly FieldError[] };

/** Prepares what a route reads. A route about one book also reads `?book=`. */
export function readerOf(route: Route): Reader {
  const scoped: Shape = route.scope === "installation" ? route.query : { book: slug.optional(), ...route.query };
  return { params: z.strictObject(route.params), query: z.strictObject(scoped), body: route.body };
}

/** Reads and checks all that a request says. */
export async function readRequest(c: Context, route: Route, reader: Reader): Promise<Result<Said, Unread>> {
  const params = checked(reader.params, c.req.param(), "address-wrong", "This address cannot be read.");
  if (!params.ok) return err({ ...params.error, status: 404 });
  const typed = typedQuery(c);
  if (!typed.ok) return typed;
  const query = checked(reader.query, typed.value, "query-wrong", "What was asked for cannot be read.");
  if (!query.ok) return query;
  const { book, ...rest } = query.value as Readonly<Record<string, unknown>>;
  const said = {
    params: params.value as Said["params"],
    query: rest,
    book: typeof book === "string" ? book : undefined,
  };
  if (route.upload) {
    if (route.upload.types.includes(contentType(c.req.raw))) return ok({ ...said, body: undefined, text: "" });
    return err({
      status: 415,
      problem: problem("type-wrong", `Only ${route.upload.types.join(", ")} is taken here.`, {
        fix: "Say so in the content-type.",
      }),
    });
  }
  if (route.method === "get") return ok({ ...said, body: undefined, text: "" });
  const json = await readJson(c.req.raw);
  if (!json.ok) return json;
  const schema = reader.body ?? z.undefined({ error: "Nothing is read here." });
  const body = checked(schema, json.value.json, "body-wrong", "Something in this cannot be taken.");
  return body.ok ? ok({ ...said, body: body.value, text: json.value.text }) : body;
}

/** The query as names and values; a name that stands twice is refused, since nobody knows which was meant. */
function typedQuery(c: Context): Result<Record<string, string>, Unread> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, values] of Object.entries(c.req.queries())) {
    const [value, second] = values;
    if (second !== undefined) {
      const message = "This is said more than once.";
      return err({
        status: 400,
        problem: wrong("query-wrong", "What was asked for cannot be read."),
        errors: [{ field: name.slice(0, 200), message }],
      });
    }
    if (value !== undefined) query[name] = value;
  }
  return ok({ ...query });
}

const wrong = (code: string, sentence: string): Problem =>
  problem(code, sentence, code === "body-wrong" ? { kept: "Nothing was changed." } : {});

function checked(schema: z.ZodType, value: unknown, code: string, sentence: string): Result<unknown, Unread> {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const read = schema.safeParse(value, { error: plainMessage, jitless: true });
  if (read.success) return ok(read.data);
  return err({ status: 400, problem: wrong(code, sentence), errors: fieldErrors(read.error.issues, known) });
}
