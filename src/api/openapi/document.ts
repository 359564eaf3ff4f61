import { z } from "zod";
import { problemBody } from "../contract/common.ts";
import type { Route, Shape } from "../define-route.ts";

type Json = Readonly<Record<string, unknown>>;

/** The description of the API (OpenAPI 3.1), made from the list of routes. The same list gives the same text. */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Millrace",
      version: "1",
      description: "Every sale in one provable set of books. See docs/api.md for what all routes have in common.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ session: [] }, { key: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-millrace" },
        key: { type: "http", scheme: "bearer" },
      },
      schemas: { Problem: jsonSchema(problemBody, "output") },
      responses: {
        Problem: {
          description: "What stood in the way, as one sentence.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

function operation(route: Route): Json {
  const { method, path, summary, needs, stepUp, body, upload } = route;
  const asked = route.scope === "installation" ? route.query : { book: bookName, ...route.query };
  const parameters = [...parametersOf(route.params, "path"), ...parametersOf(asked, "query")];
  const content = upload
    ? Object.fromEntries(upload.types.map((type) => [type, {}]))
    : body && { "application/json": { schema: jsonSchema(body, "input") } };
  return {
    operationId: operationId(method, path),
    summary,
    ...(needs === "open" ? { security: [] } : {}),
    "x-permission": needs,
    ...(stepUp ? { "x-step-up": true } : {}),
    ...(method === "get" ? {} : { "x-idempotency-key": true }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: {
      [String(route.status ?? 200)]: { description: "Done.", ...answerContent(route) },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

const bookName = z.string().optional().meta({ description: 'Which book; "main" when absent.' });

function answerContent({ answer, produces }: Route): Json {
  if (produces) return { content: { [produces]: {} } };
  return answer ? { content: { "application/json": { schema: jsonSchema(answer, "output") } } } : {};
}

function parametersOf(shape: Shape, place: "path" | "query"): readonly Json[] {
  return Object.entries(shape).map(([name, schema]) => {
    const { description, example, ...rest } = jsonSchema(schema, "input");
    return {
      name,
      in: place,
      required: place === "path",
      ...(description === undefined ? {} : { description }),
      ...(example === undefined ? {} : { example }),
      schema: rest,
    };
  });
}

function operationId(method: string, path: string): string {
  return `${method}${path.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, "")}`;
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return made;
}
