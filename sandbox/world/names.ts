/** Invented people. First names and last names are drawn apart, so nobody in particular is meant. */
export type Country = {
  readonly name: string;
  readonly code: string;
  /** Share of buyers, in relation to the other countries. */
  readonly weight: number;
  /** What Gumroad adds and remits by itself, in percent; absent where nothing is. */
  readonly vat?: number;
  /** What cards there are charged in, where Gumroad charges locally. */
  readonly charge?: { readonly currency: string; readonly perUsdMilli: number };
  readonly places: readonly Place[];
};

export type Place = { readonly city: string; readonly zip: string; readonly state?: string; readonly street: string };

export const firstNames: readonly string[] =
  "Ines,Wanjiru,Priya,Tomás,Aiko,Liam,Noor,Zoë,Mateo,Amara,Jonas,Chiara,Kwame,Yuki,Freya,Arjun,Sofía,Malik,Élodie,Oskar,Nia,Hugo,Leila,Ravi,Maeve,Otieno,Björn,Camila,Dmitri,Fatima,Greta,Hana,Ivan,Jasmin,Kofi,Lucía,Mei,Niamh,Omar,Paula,Quentin,Rosa,Samir,Tess,Uma,Viktor,Wren,Ximena,Yara,Zuri".split(
    ",",
  );

export const lastNames: readonly string[] =
  "Okafor,Kamau,Sharma,García,Tanaka,Murphy,Haddad,van Dijk,Rojas,Mensah,Lindqvist,Rossi,Achieng,Sato,Andersen,Patel,Fernández,Khan,Moreau,Nowak,Mwangi,Keller,Rahimi,Iyer,O'Brien,Odhiambo,Sørensen,Silva,Petrov,Ali,Müller,Kimura,Horvat,Weber,Boateng,Costa,Chen,Byrne,Farouk,Jensen,Laurent,Bianchi,Nasser,Whitfield,Reddy,Novák,Hale,Vargas,Saleh,Njoroge".split(
    ",",
  );

// biome-ignore format: a table, one place to a line
export const countries: readonly Country[] = [
  { name: "United States", code: "US", weight: 46, places: [
    { city: "Portland", zip: "97205", state: "OR", street: "14 Alder Row" },
    { city: "Austin", zip: "78704", state: "TX", street: "301 Mill Lane" },
    { city: "Columbus", zip: "43215", state: "OH", street: "88 Quarry Road" } ] },
  { name: "United Kingdom", code: "GB", weight: 11, vat: 20, places: [
    { city: "Leeds", zip: "LS1 4AP", street: "7 Foundry Yard" } ] },
  { name: "Germany", code: "DE", weight: 8, vat: 19, places: [
    { city: "Berlin", zip: "10115", street: "Mühlenweg 3" } ] },
  { name: "Canada", code: "CA", weight: 7, charge: { currency: "cad", perUsdMilli: 1_372 }, places: [
    { city: "Toronto", zip: "M5V 2T6", state: "ON", street: "52 Weir Street" } ] },
  { name: "Kenya", code: "KE", weight: 6, places: [
    { city: "Nairobi", zip: "00100", street: "19 Ridge Close" } ] },
  { name: "India", code: "IN", weight: 6, places: [
    { city: "Pune", zip: "411001", state: "MH", street: "27 Lake View" } ] },
  { name: "Australia", code: "AU", weight: 5, places: [
    { city: "Hobart", zip: "7000", state: "TAS", street: "5 Harbour Rise" } ] },
  { name: "Japan", code: "JP", weight: 4, places: [
    { city: "Kyoto", zip: "600-8216", street: "2-11 Higashi" } ] },
  { name: "France", code: "FR", weight: 4, vat: 20, places: [
    { city: "Nantes", zip: "44000", street: "9 rue du Moulin" } ] },
  { name: "Mexico", code: "MX", weight: 2, places: [
    { city: "Puebla", zip: "72000", street: "Calle 4, 112" } ] },
  { name: "Netherlands", code: "NL", weight: 1, vat: 21, places: [
    { city: "Utrecht", zip: "3511 LN", street: "Molenpad 21" } ] },
];
