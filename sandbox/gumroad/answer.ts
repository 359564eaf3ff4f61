import type { Answer } from "../answer.ts";

const jsonType = "application/json; charset=utf-8";

/** `{"success": true, …}` */
export function success(members: Readonly<Record<string, unknown>>): Answer {
  return { status: 200, contentType: jsonType, body: JSON.stringify({ success: true, ...members }) };
}

/** The same of text that is JSON already: the members without their braces. */
export function successText(members: string): Answer {
  return { status: 200, contentType: jsonType, body: `{"success":true,${members}}` };
}

/** What the platform refuses or does not find comes with status 200. */
export function refusal(message: string): Answer {
  return { status: 200, contentType: jsonType, body: JSON.stringify({ success: false, message }) };
}

/** A question that cannot be understood. */
export function badRequest(error: string): Answer {
  return { status: 400, contentType: jsonType, body: JSON.stringify({ status: 400, error }) };
}

export const notFound: Answer = {
  status: 404,
  contentType: jsonType,
  body: JSON.stringify({ success: false, error: "Not found" }),
};

/** No token, or none that counts: no word about it in the body. */
export const unauthorized: Answer = {
  status: 401,
  contentType: "text/html",
  body: "",
  headers: { "www-authenticate": 'Bearer realm="Doorkeeper", error="invalid_token"' },
};

export const forbidden: Answer = { status: 403, contentType: "text/html", body: "" };
