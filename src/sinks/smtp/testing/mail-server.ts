import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { localCertificate } from "./local-certificate.ts";

export type ArrivedMail = {
  readonly mail: Email;
  /** All of it, as it came over the wire. */
  readonly raw: string;
  readonly receivers: readonly string[];
  /** Whether it came through an encrypted connection, and who said to have sent it. */
  readonly secure: boolean;
  readonly user: string | undefined;
};

export type MailServer = {
  readonly port: number;
  readonly arrived: readonly ArrivedMail[];
  /** The next mail goes wrong: asked to come later; taken, but the connection breaks before the answer. */
  fail(how: "server" | "cut" | "busy"): void;
  close(): Promise<void>;
};

/** The account that it knows. */
export const account = { user: "owner@example.com", password: "correct-horse-battery" };

/** A real mail server on this machine. `refuses`: receivers it does not know. */
export async function openMailServer(
  options: SMTPServerOptions = {},
  refuses: readonly string[] = [],
): Promise<MailServer> {
  const arrived: ArrivedMail[] = [];
  let fault: "server" | "cut" | "busy" | undefined;
  const reply = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    ...localCertificate,
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    ...options,
    onAuth: (auth, _session, done) => {
      const known = auth.username === account.user && auth.password === account.password;
      if (known) done(null, { user: account.user });
      else done(reply(535, "Authentication failed"));
    },
    onMailFrom: (_address, _session, done) => {
      const now = fault;
      if (now !== "cut") fault = undefined;
      if (now === "server") done(reply(451, "Local error in processing"));
      else if (now === "busy") done(reply(421, "Too many connections"));
      else done();
    },
    onRcptTo: ({ address }, _session, done) => {
      if (refuses.includes(address)) done(reply(550, `No such user <${address}>`));
      else done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        const receivers = session.envelope.rcptTo.map((one) => one.address);
        const mail = await PostalMime.parse(raw);
        arrived.push({ mail, raw, receivers, secure: session.secure, user: session.user });
        if (fault === "cut") {
          fault = undefined;
          for (const one of server.connections) Reflect.get(Object(one), "_socket")?.destroy();
        } else done(null, "taken");
      });
    },
  });
  server.on("error", () => {
    // A client that goes away in the middle is what some tests are about.
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    arrived,
    fail: (how) => {
      fault = how;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
