import { sha256 } from "../../base/hash.ts";

type Pair = Extract<Awaited<ReturnType<typeof crypto.subtle.generateKey>>, { publicKey: unknown }>;

/** What a page hands to `navigator.credentials`, as far as this device reads it. */
type Options = {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
};

/** A device that makes passkeys (WebAuthn level 2, ES256, attestation "none") and shows them. */
export type Authenticator = {
  make(options: unknown, origin: string): Promise<object>;
  show(options: unknown, origin: string): Promise<object>;
};

const flags = { present: 1, verified: 4, mayBackUp: 8, backedUp: 16, attested: 64 };

/** A device with a passkey for each address; `verifies` false: it does not look at who holds it. */
export function virtualAuthenticator({ verifies = true } = {}): Authenticator {
  const keys = new Map<string, { readonly id: Buffer; readonly pair: Pair }>();
  let uses = 0;
  const seen = flags.present | (verifies ? flags.verified : 0) | flags.mayBackUp | flags.backedUp;
  return {
    make: async (given, origin) => {
      const { challenge, rp } = given as Options;
      const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
      const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
      keys.set(rp?.id ?? "", { id, pair });
      const length = Buffer.from([0, id.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, await coseKey(pair.publicKey)]);
      const data = Buffer.concat([authData(rp?.id ?? "", seen | flags.attested, 0), attested]);
      return {
        ...named(id),
        response: {
          clientDataJSON: clientData("webauthn.create", challenge, origin).toString("base64url"),
          attestationObject: attestationObject(data).toString("base64url"),
          transports: ["internal"],
        },
      };
    },
    show: async (given, origin) => {
      const { challenge, rpId = "", allowCredentials } = given as Options;
      const key = keys.get(rpId);
      const wanted =
        allowCredentials === undefined || allowCredentials.some(({ id }) => id === key?.id.toString("base64url"));
      if (!key || !wanted) throw new Error("this device has no passkey that is asked for");
      uses += 1;
      const data = authData(rpId, seen, uses);
      const client = clientData("webauthn.get", challenge, origin);
      const signed = Buffer.concat([data, sha256(client)]);
      const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key.pair.privateKey, signed);
      return {
        ...named(key.id),
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: derSignature(Buffer.from(signature)).toString("base64url"),
        },
      };
    },
  };
}

function named(id: Buffer): object {
  const text = id.toString("base64url");
  return { id: text, rawId: text, type: "public-key", clientExtensionResults: {} };
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function authData(rpId: string, flag: number, counter: number): Buffer {
  const tail = Buffer.alloc(5);
  tail.writeUInt8(flag);
  tail.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(rpId), tail]);
}

/** CBOR map of kty EC2, alg ES256, curve P-256, x and y (RFC 9053 §7.1). */
async function coseKey(key: Pair["publicKey"]): Promise<Buffer> {
  const raw = Buffer.from(await crypto.subtle.exportKey("raw", key));
  const head = Buffer.from("a5010203262001215820", "hex");
  return Buffer.concat([head, raw.subarray(1, 33), Buffer.from("225820", "hex"), raw.subarray(33)]);
}

/** CBOR map of fmt "none", an empty statement, and the data. */
function attestationObject(data: Buffer): Buffer {
  const head = Buffer.concat([
    Buffer.from([0xa3, 0x63]),
    Buffer.from("fmt"),
    Buffer.from([0x64]),
    Buffer.from("none"),
    Buffer.from([0x67]),
    Buffer.from("attStmt"),
    Buffer.from([0xa0, 0x68]),
    Buffer.from("authData"),
  ]);
  return Buffer.concat([head, Buffer.from([0x59, data.length >> 8, data.length & 255]), data]);
}

/** r and s as two DER integers, as authenticators sign. */
function derSignature(raw: Buffer): Buffer {
  const integer = (bytes: Buffer): Buffer => {
    let start = 0;
    while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
    const plain = bytes.subarray(start);
    const value = (plain[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), plain]) : plain;
    return Buffer.concat([Buffer.from([2, value.length]), value]);
  };
  const both = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
  return Buffer.concat([Buffer.from([0x30, both.length]), both]);
}
