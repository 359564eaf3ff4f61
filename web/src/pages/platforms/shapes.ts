import type { z } from "zod";
import type {
  consentBegun,
  consentState,
  credentialsTried,
  messageAddresses,
  platformBoard,
  platformCard,
  platformConnected,
  platformManifest,
  platformReading,
  platformShown,
  platformsChanged,
} from "../../../../src/api/contract/platforms.ts";

export type Board = z.infer<typeof platformBoard>;
export type PlatformCardData = z.infer<typeof platformCard>;
export type Manifest = z.infer<typeof platformManifest>;
export type Shown = z.infer<typeof platformShown>;
export type Connected = z.infer<typeof platformConnected>;
export type Tried = z.infer<typeof credentialsTried>;
export type Reading = z.infer<typeof platformReading>;
export type Changed = z.infer<typeof platformsChanged>;
export type Messages = z.infer<typeof messageAddresses>;
export type ConsentBegun = z.infer<typeof consentBegun>;
export type ConsentState = z.infer<typeof consentState>;
