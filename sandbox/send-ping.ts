import { request } from "node:http";
import type { SendPing } from "./delivery.ts";

const timeoutMs = 5_000;

/** Posts a message over HTTP. Only to this machine: invented sales must never reach anybody else. */
export const sendPing: SendPing = ({ url, contentType, body }) => {
  const to = URL.parse(url);
  const here =
    to !== null &&
    to.protocol === "http:" &&
    (/^127(\.\d+){3}$/.test(to.hostname) || to.hostname === "localhost" || to.hostname === "[::1]");
  if (!here) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const length = Buffer.byteLength(body);
    const headers = { "content-type": contentType, "content-length": length };
    const sent = request(to, { method: "POST", timeout: timeoutMs, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("timeout", () => sent.destroy());
    // No answer is never tried again, whatever the reason.
    sent.on("error", () => resolve(undefined));
    sent.end(body);
  });
};
