import { z } from "zod";
import { defineRoute, type Route } from "../define-route.ts";
import { openApiDocument } from "./document.ts";

/** `GET /openapi.json`: it describes itself too. */
export function openApiRoute(routes: () => readonly Route[]): Route {
  let made: Readonly<Record<string, unknown>> | undefined;
  return defineRoute({
    method: "get",
    path: "/openapi.json",
    summary: "This description.",
    needs: "signed-in",
    scope: "installation",
    answer: z.looseObject({ openapi: z.string() }),
    handler: async () => {
      made ??= openApiDocument(routes());
      return { openapi: "3.1.0", ...made };
    },
  });
}
