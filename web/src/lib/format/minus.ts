/** The true minus sign: as wide as the plus and the digits, unlike the hyphen. */
export const minus = "\u2212";
