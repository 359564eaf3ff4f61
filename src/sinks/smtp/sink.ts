import { err, ok } from "../../base/result.ts";
import type { OwnSink, Setting, Shareable, SinkContext } from "../../spec/sink.ts";
import { deliveryId } from "../../spec/sink-kit/delivery-id.ts";
import { mailAddress, mailAddresses } from "./address.ts";
import { mailFailure } from "./failure.ts";
import { fields } from "./fields.ts";
import { renderMail } from "./render.ts";

/** E-mail through the owner's mail server. Never without encryption, except to a server on this machine. */
export const sink: OwnSink = {
  id: "smtp",
  title: "E-mail",
  via: "own",
  fields,
  check: problems,
  send: async (context, message) => {
    const { setting, clock } = context;
    if (context.sandbox && !isThisMachine(setting("host"))) {
      const sentence = "In a sandbox mails go only to a mail server on this machine, so nothing was sent.";
      return err({ kind: "fatal", code: "sandbox", sentence });
    }
    const mail = renderMail(message);
    // Loaded by the first mail, for most commands send none.
    const { default: nodemailer } = await import("nodemailer");
    const transport = nodemailer.createTransport(connectionOf(setting));
    try {
      const info = await transport.sendMail({
        ...headersOf(context, message),
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        ...(context.signal === undefined ? {} : { signal: context.signal }),
      });
      const id = info.messageId;
      const left = info.rejected.length;
      const note = `The mail server refused ${left} of ${left + info.accepted.length} receivers.`;
      return ok({ at: clock.now(), id, shortened: mail.shortened, ...(left > 0 ? { note } : {}) });
    } catch (error) {
      return err(mailFailure(error));
    } finally {
      transport.close();
    }
  },
};

function problems(setting: Setting): readonly string[] {
  const encrypted = setting("encryption") !== "none";
  const port = setting("port");
  return [
    ...(/^[A-Za-z0-9.:-]{1,253}$/.test(setting("host")) ? [] : ['"Mail server" must be a host name or an IP address.']),
    ...(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535
      ? []
      : ['"Port" must be a whole number from 1 to 65535.']),
    ...(encrypted || isThisMachine(setting("host"))
      ? []
      : ['"Encryption" may be none only for a mail server on this machine.']),
    ...(mailAddress(setting("from")) === undefined ? ['"From" must be one address such as millrace@example.com.'] : []),
    ...(mailAddresses(setting("to")) === undefined ? ['"To" must be one to ten addresses, separated by commas.'] : []),
    ...((setting("user") === "") === (setting("password") === "") ? [] : ["User name and password go together."]),
  ];
}

/** Time limits in milliseconds: nobody waits for a mail, but the next message waits for this one. */
function connectionOf(setting: Setting) {
  const encryption = setting("encryption");
  const certificate = setting("certificate");
  return {
    host: setting("host"),
    port: Number(setting("port")),
    secure: encryption === "tls",
    requireTLS: encryption === "starttls",
    ignoreTLS: encryption === "none",
    ...(setting("user") === "" ? {} : { auth: { user: setting("user"), pass: setting("password") } }),
    tls: { minVersion: "TLSv1.2" as const, ...(certificate === "" ? {} : { ca: certificate }) },
    name: mailAddress(setting("from"))?.domain ?? "localhost",
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * `Message-ID` is the same at each attempt, so that mail programs show a mail that came twice once. `List-Id` is what
 * filters sort by (RFC 2919); `Auto-Submitted` keeps holiday answers away (RFC 3834).
 */
function headersOf({ name, setting }: SinkContext, message: Shareable) {
  const from = mailAddress(setting("from"));
  const domain = from?.domain ?? "localhost";
  const id = deliveryId(message.key, name);
  const thread = message.thread === undefined ? undefined : `<${deliveryId(message.thread, name)}@${domain}>`;
  return {
    from: { name: "Millrace", address: from?.address ?? "" },
    to: (mailAddresses(setting("to")) ?? []).map((one) => one.address),
    messageId: `<${id}@${domain}>`,
    ...(thread === undefined ? {} : { references: thread }),
    date: new Date(message.at),
    // Otherwise it would come from chance.
    baseBoundary: id,
    xMailer: false as const,
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "List-Id": { prepared: true, value: `Millrace ${message.about}s <${message.about}s.millrace.${domain}>` },
      ...(message.severity === "serious" ? { Importance: "high" } : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function isThisMachine(host: string): boolean {
  return /^(localhost|::1|127(\.\d{1,3}){3})$/.test(host);
}
