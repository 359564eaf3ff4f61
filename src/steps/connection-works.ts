import type { NewStep } from "../domain/step/step.ts";
import type { Access } from "../store/access.ts";
import type { Connection } from "../store/connection.ts";
import { readConnection } from "../store/connection.ts";
import type { Verifier } from "./verifier.ts";

const kind = "connection-works";

/** Done once the platform has answered after the step came up: the next good look closes it, whoever mended it. */
export const connectionWorks: Verifier = {
  kind,
  look: async (handle, subject, step) => {
    const connection = /^\d{1,18}$/.test(subject) ? await readConnection(handle, BigInt(subject)) : undefined;
    if (connection === undefined || connection.state === "removed")
      return { kind: "moot", note: "The platform is not connected any more." };
    const { failure, checkedAt, failingSince } = connection;
    if (failure === undefined)
      return checkedAt !== undefined && checkedAt > step.createdAt
        ? { kind: "done", note: "The platform lets Millrace in again." }
        : { kind: "not-yet" };
    // A new access takes an old failure away: one that came after the answer means that it does not do either.
    const again = step.answeredAt !== undefined && failingSince !== undefined && failingSince > step.answeredAt;
    return again ? { kind: "not-done", note: `It still does not work: ${failure}` } : { kind: "not-yet" };
  },
};

/** The command that gives access again, in the way in which it was given before. */
export function accessCommand(platform: string, way: Access["way"] | undefined): string {
  return `millrace connect ${platform}${way === "consent" ? " --oauth" : ""}`;
}

/** What a person does when a platform does not let Millrace in. `help` says where a credential is made by hand. */
export function accessStep(
  connection: Connection,
  platform: { readonly title: string; readonly help: readonly string[]; readonly way: Access["way"] | undefined },
): NewStep {
  const { title, help, way } = platform;
  const how =
    way === "consent"
      ? ["You consented to the access in a browser; the command below asks for your consent anew."]
      : [...help, "Then give the new access to Millrace with the command below."];
  return {
    kind: "access",
    key: `access/${connection.id}`,
    title: `Give Millrace access to ${title} again.`,
    lines: [
      ...(connection.failure === undefined ? [] : [connection.failure]),
      ...how,
      "This step closes by itself with the next good look.",
    ],
    copies: [{ label: "Command", text: accessCommand(connection.platform, way) }],
    verifier: `${kind}:${connection.id}`,
  };
}
