import { describe, expect, it } from "vitest";
import { hideBuyer, rawRecord } from "./raw-rows.ts";

const shown = (body: string): unknown => rawRecord(body).map((row) => hideBuyer(row).cells)[0];

describe("a record as a platform sent it", () => {
  it("is shown by the names of its parts, without what is empty", () => {
    const body = JSON.stringify({
      id: "s1",
      price: 1_000,
      refunded: false,
      review: null,
      product_name: "Pen",
      variants: { Tier: "Gold" },
      purchase_ids: ["a", "b"],
      note: "",
    });
    expect(rawRecord(body)).toEqual([
      {
        line: 1,
        cells: {
          id: "s1",
          price: "1000",
          refunded: "false",
          product_name: "Pen",
          "variants.Tier": "Gold",
          "purchase_ids.0": "a",
          "purchase_ids.1": "b",
        },
      },
    ]);
  });

  it("hides whom it names, in whatever depth and spelling", () => {
    const body = {
      email: "ann@x.example",
      full_name: "Ann",
      card: { visual: "**** 4242" },
      custom_fields: { Hometown: "Ely" },
      license_key: "K",
      product_name: "Pen",
      offer_code: { name: "SPRING" },
      ip_country: "Kenya",
      memo: "for bob@x.example",
    };
    expect(shown(JSON.stringify(body))).toEqual({
      email: "[hidden]",
      full_name: "[hidden]",
      "card.visual": "[hidden]",
      "custom_fields.Hometown": "[hidden]",
      license_key: "[hidden]",
      product_name: "Pen",
      "offer_code.name": "SPRING",
      ip_country: "[hidden]",
      memo: "for [e-mail]",
    });
  });

  it("is read from a form, too", () => {
    expect(shown("sale_id=s1&email=ann%40x.example&custom_fields%5BCity%5D=Ely")).toEqual({
      sale_id: "s1",
      email: "[hidden]",
      "custom_fields[City]": "[hidden]",
    });
  });

  it("is shown whole, and hidden whole, when it is neither", () => {
    expect(rawRecord("Bad gateway")).toEqual([{ line: 1, cells: { text: "Bad gateway" } }]);
    expect([shown("Bad gateway"), shown("a = b"), shown("null")]).toEqual([
      { text: "[hidden]" },
      { text: "[hidden]" },
      {},
    ]);
  });
});
