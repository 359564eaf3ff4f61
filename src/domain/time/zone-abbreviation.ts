/**
 * Fixed offsets of zone abbreviations that exports print, in minutes east of UTC. Several meanings are listed where
 * an abbreviation has them; the reader then needs the owner's zone to tell. Source: the IANA zone data's own
 * abbreviations and PayPal's activity reports.
 */
const offsets: Readonly<Record<string, readonly number[]>> = {
  Z: [0], UTC: [0], GMT: [0], WET: [0], WEST: [60], BST: [60],
  CET: [60], MEZ: [60], CEST: [120], MESZ: [120], EET: [120], EEST: [180], MSK: [180], TRT: [180],
  WAT: [60], CAT: [120], SAST: [120], EAT: [180], GST: [240], PKT: [300], NPT: [345],
  IST: [330, 120, 60], ICT: [420], WIB: [420], SGT: [480], HKT: [480], PHT: [480], AWST: [480], KST: [540], JST: [540],
  ACST: [570], ACDT: [630], AEST: [600], AEDT: [660], NZST: [720], NZDT: [780],
  NST: [-210], NDT: [-150], AST: [-240], ADT: [-180], EST: [-300], EDT: [-240], CST: [-360, 480], CDT: [-300],
  MST: [-420], MDT: [-360], PST: [-480], PDT: [-420], AKST: [-540], AKDT: [-480], HST: [-600], HDT: [-540],
  BRT: [-180], ART: [-180], CLT: [-240], CLST: [-180], COT: [-300], PET: [-300],
};

/** What the abbreviation may mean, in minutes east of UTC; undefined when it is not known. Case does not matter. */
export function abbreviationOffsets(text: string): readonly number[] | undefined {
  const key = text.toUpperCase();
  return Object.hasOwn(offsets, key) ? offsets[key] : undefined;
}
