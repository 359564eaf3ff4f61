import type { Context } from "hono";
import { listBooks } from "../store/book.ts";
import type { ApiDeps } from "./deps.ts";
import { problemResponse } from "./problem-response.ts";

/** `GET /api/v1/health`: whether the engine can read its books. */
export async function health(c: Context, { workplace, facts }: ApiDeps): Promise<Response> {
  try {
    const books = await listBooks(workplace.store);
    return c.json({ status: "ok", version: facts.version, books: books.length });
  } catch (cause) {
    workplace.log.error({ room: "api", err: cause }, "The books cannot be read.");
    return problemResponse(c, 503, {
      code: "books-unreadable",
      sentence: "The books cannot be read; the log tells more.",
    });
  }
}
