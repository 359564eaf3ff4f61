import { severityWords } from "../../domain/alert/severity.ts";
import type { Message } from "../sink.ts";

/** The first line as people read it: `Serious: Gumroad refused the access token.` */
export function headline(message: Message): string {
  return message.severity === undefined ? message.title : `${severityWords[message.severity]}: ${message.title}`;
}

/** The words on a link into Millrace. */
export const linkWords = "Open in Millrace";
