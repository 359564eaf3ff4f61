import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { ConnectorContext, PlatformAccount } from "../../spec/connector.ts";
import { exactMember } from "../../spec/json-kit/exact.ts";
import { fieldsOf } from "../../spec/json-kit/fields.ts";
import { label } from "../../spec/profile-kit/text.ts";
import { getDone } from "./client.ts";

/** Gumroad does not tell what a token may do; one from the settings page may do everything. */
const warnings: readonly string[] = [
  "Gumroad does not say what an access token allows; one made on its settings page may also refund sales and delete products, so keep it as safe as the password.",
];

/** Whose shop the token opens. */
export async function identify(context: ConnectorContext): Promise<Result<PlatformAccount, Failure>> {
  const reply = await getDone(context, "/user");
  if (!reply.ok) return reply;
  const user = fieldsOf(exactMember(reply.value.text, "user"), "the account");
  const id = user.text("user_id") || user.id("id");
  const name = label(user.text("display_name") || user.text("name")) || hostOf(user.text("url")) || id;
  const refusal = user.refusal();
  if (refusal === undefined) return ok({ id, name, warnings });
  return err({
    kind: "fatal",
    code: "unexpected-answer",
    sentence: `Gumroad's answer about the account cannot be understood: ${refusal}.`,
  });
}

/** `https://mopulstudio.gumroad.com` as `mopulstudio.gumroad.com`. */
function hostOf(url: string): string {
  return label(/^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? "");
}
