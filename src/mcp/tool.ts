import { z } from "zod";
import { type Problem, ProblemError, problem } from "../base/problem.ts";
import { err, type Result } from "../base/result.ts";
import { findBook, mainBook } from "../operations/find-book.ts";
import type { Caller, Desk, McpDeps, Scope } from "./caller.ts";

/** What a tool found: a sentence or a few for a person, and the same as JSON. */
export type Answer = { readonly text: string; readonly structured: Readonly<Record<string, unknown>> };

/** One tool as the server knows it. Arguments are unknown until its schema has read them. */
export type Tool = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly needs: Scope;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  call(deps: McpDeps, caller: Caller, given: unknown): Promise<Result<Answer, Problem>>;
};

/** What a schema describes, with nothing in it that could be changed. */
type Fixed<T> = T extends readonly (infer U)[]
  ? readonly Fixed<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Fixed<T[K]> }
    : T;

type Definition<I extends z.ZodRawShape, O extends z.ZodObject> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly needs: Scope;
  readonly input: I;
  readonly output: O;
  readonly run: (
    desk: Desk,
    given: z.output<z.ZodObject<I>>,
  ) => Promise<Result<{ readonly text: string; readonly structured: Fixed<z.input<O>> }, Problem>>;
};

const bookField = {
  book: z
    .string()
    .min(1)
    .max(60)
    .optional()
    .describe(`Short name of the books; "${mainBook}" when left out. list_books shows them.`),
};

/**
 * Makes a tool of its parts. Every one takes `book`, refuses what its schema does not name, and tells each failure as
 * one sentence.
 */
export function defineTool<I extends z.ZodRawShape, O extends z.ZodObject>(made: Definition<I, O>): Tool {
  const { name, title, description, needs, output, run } = made;
  const input = z.strictObject({ ...bookField, ...made.input });
  return {
    name,
    title,
    description,
    needs,
    input,
    output,
    call: async (deps, caller, given) => {
      const read = input.safeParse(given ?? {});
      if (!read.success) return err(wrongArguments(name, read.error));
      const slug = (read.data as { readonly book?: string }).book ?? mainBook;
      const book = await findBook(deps.workplace.store, slug);
      if (!book.ok) return book;
      if (!caller.may(needs, book.value)) return err(notAllowed(needs, slug));
      try {
        return await run(
          { workplace: deps.workplace, book: book.value, caller },
          read.data as unknown as z.output<z.ZodObject<I>>,
        );
      } catch (cause) {
        if (cause instanceof ProblemError) return err(cause.problem);
        throw cause;
      }
    },
  };
}

function wrongArguments(tool: string, error: z.ZodError): Problem {
  const [issue] = error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : `"${issue.path.join(".").slice(0, 60)}": `;
  const what = (issue?.message ?? "not as its schema says").slice(0, 200).replace(/[.\s]+$/, "");
  return problem("arguments-wrong", `${tool} cannot take this: ${where}${what}.`, { kept: "Nothing was changed." });
}

function notAllowed(needs: Scope, book: string): Problem {
  const fix = "Its owner can make a key with that scope in the settings.";
  return problem("scope-missing", `This key may not ${needs} in the books "${book}".`, { fix });
}
