import { describe, expect, it } from "vitest";
import { actionKinds, allActionKinds } from "../action/kinds.ts";
import { counters } from "./counters.ts";
import { allFieldNames, fieldType, unknownClause } from "./fields.ts";

describe("the fields that rules may read", () => {
  it("have a type, those of parameters by the kinds a rule is about", () => {
    const kinds = ["post.like", "listing.price"];
    expect(fieldType("action.words", kinds)).toBe("text");
    expect(fieldType("receiver.country", kinds)).toBe("country");
    expect(fieldType("with.price", kinds)).toBe("number");
    expect(fieldType("with.announced", kinds)).toBe("flag");
    expect(fieldType("with.disclosures", kinds)).toBe("list");
    expect(fieldType("with.currency", kinds)).toBe("text");
    expect(fieldType("with.sharePercent", ["affiliate.add"])).toBe("number");
  });

  it("are no others, not even those that every object has", () => {
    expect(fieldType("with.price", ["post.like", "rocket.launch"])).toBeUndefined();
    for (const name of ["colour", "toString", "constructor", "__proto__", "with.toString", "with."]) {
      expect(fieldType(name, ["listing.price"]), name).toBeUndefined();
    }
  });

  it("are described so that a sentence can say what is not known", () => {
    for (const name of allFieldNames()) expect(unknownClause(name)).toMatch(/^\S.*\S$/);
    expect(unknownClause("receiver.country")).toBe("in which country the receiver is");
    expect(unknownClause("with.price")).toBe('what "price" is');
    expect(unknownClause("toString")).toBe('what "toString" is');
  });
});

describe("the counters", () => {
  it("count kinds and read fields that exist", () => {
    for (const [name, row] of Object.entries(counters)) {
      for (const kind of row.kinds) {
        expect(Object.hasOwn(actionKinds, kind), name).toBe(true);
        const fields = [...row.by, ...Object.keys(row.where ?? {})].filter((field) => field.startsWith("with."));
        for (const field of fields) expect(fieldType(field, [kind]), `${name} ${kind} ${field}`).toBeDefined();
      }
    }
    expect(allActionKinds().length).toBeGreaterThan(30);
  });
});
