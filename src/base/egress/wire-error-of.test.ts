import { describe, expect, it } from "vitest";
import { WireError } from "./transport.ts";
import { wireErrorOf } from "./wire-error-of.ts";

describe("what the network says, in our words", () => {
  it.each([
    ["ENOTFOUND", "name-unknown"],
    ["EAI_AGAIN", "name-unknown"],
    ["ECONNREFUSED", "connection-refused"],
    ["ENETUNREACH", "connection-refused"],
    ["ECONNRESET", "connection-lost"],
    ["EPIPE", "connection-lost"],
    ["ETIMEDOUT", "timeout"],
    ["CERT_HAS_EXPIRED", "certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "certificate"],
    ["EPROTO", "certificate"],
    ["HPE_INVALID_CONSTANT", "unreadable"],
    ["ESOMETHINGNEW", "connection-lost"],
  ])("%s is %s", (code, trouble) => {
    const error = wireErrorOf(Object.assign(new Error("hush 10.0.0.1"), { code }));
    expect([error.trouble, error.message]).toEqual([trouble, `the network said ${code}`]);
  });

  it("finds our own refusal among the attempts at several addresses", () => {
    const own = new WireError("address-refused", "no");
    expect(wireErrorOf(own)).toBe(own);
    expect(wireErrorOf(new AggregateError([new Error("other"), own]))).toBe(own);
    expect(wireErrorOf(Object.assign(new AggregateError([]), { code: "ECONNREFUSED" })).trouble).toBe(
      "connection-refused",
    );
    expect(wireErrorOf("a text").trouble).toBe("connection-lost");
    expect(wireErrorOf({ code: 7 }).trouble).toBe("connection-lost");
  });
});
