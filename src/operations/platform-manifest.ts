import { actionKinds } from "../domain/action/kinds.ts";
import type { Connector } from "../spec/connector.ts";
import type { CredentialField } from "../spec/credential-field.ts";
import type { Workplace } from "./workplace.ts";

/** What a platform can do with Millrace and what it needs, from its connector or from the layouts of its files. */
export type PlatformManifest = {
  readonly platform: string;
  readonly title: string;
  /** "live": read by its interface. "files": known by the files it exports. */
  readonly kind: "live" | "files";
  /** What is read: the lists of a connector, the titles of file layouts. */
  readonly reads: readonly { readonly id: string; readonly title: string }[];
  /** What it can be made to do, each only after a yes. */
  readonly writes: readonly { readonly kind: string; readonly title: string }[];
  /** Whether new listings can be made by its interface. */
  readonly canList: boolean;
  /** Whether it can tell of sales by itself. */
  readonly tells: boolean;
  /** What a person gives to connect it. */
  readonly fields: readonly CredentialField[];
  /** Access by the owner's consent, where the platform offers it. */
  readonly consent: {
    readonly scopes: readonly { readonly name: string; readonly for: string }[];
    readonly fields: readonly CredentialField[];
    readonly howTo: readonly string[];
  } | null;
};

/** Sources of layouts that are nobody's own. */
const noPlatforms = new Set(["", "generic", "online-retail"]);

/** Every platform that is known: those that can be connected first, then those that are read from files. */
export function platformManifests({
  platforms,
  profiles,
}: Pick<Workplace, "platforms" | "profiles">): readonly PlatformManifest[] {
  const live = platforms.connectors.map(manifestOf);
  const known = new Set(live.map(({ platform }) => platform));
  const bySource = Map.groupBy(
    profiles.filter(({ source }) => !known.has(source) && !noPlatforms.has(source)),
    ({ source }) => source,
  );
  const files = [...bySource].map(([platform, all]) => ({
    ...filesManifest(platform, all[0]?.title.split(",")[0]),
    reads: all.map(({ id, title }) => ({ id, title })),
  }));
  return [...live, ...files];
}

/** Of a source that only files were read of. */
export function filesManifest(platform: string, title = platform): PlatformManifest {
  const nothing = { reads: [], writes: [], canList: false, tells: false, fields: [], consent: null };
  return { platform, title, kind: "files", ...nothing };
}

function manifestOf(connector: Connector): PlatformManifest {
  const { id, title, streams, acts, pings, credentials, oauth } = connector;
  const kinds = acts?.kinds ?? [];
  return {
    platform: id,
    title,
    kind: "live",
    reads: streams.map((stream) => ({ id: stream.id, title: stream.title })),
    writes: kinds.map((kind) => ({ kind, title: actionKinds[kind].title })),
    canList: kinds.includes("listing.create"),
    tells: pings !== undefined,
    fields: credentials,
    consent: oauth
      ? {
          scopes: oauth.scopes,
          fields: [oauth.client.id, ...(oauth.client.secret ? [oauth.client.secret] : [])],
          howTo: oauth.howTo.map((line) => line.replaceAll("{redirect}", `http://127.0.0.1${oauth.redirectPath}`)),
        }
      : null,
  };
}
