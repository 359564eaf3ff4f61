import { describe, expect, it } from "vitest";
import { answerFault } from "./step.ts";

describe("an answer to a step", () => {
  it("is taken as it is asked for", () => {
    expect(answerFault("none", [], undefined)).toBeUndefined();
    expect(answerFault("none", [], "  ")).toBeUndefined();
    expect(answerFault("text", [], "Linen Grid Planner")).toBeUndefined();
    expect(answerFault("choice", ["yes", "no"], " yes ")).toBeUndefined();
    expect(answerFault("code", [], "123456")).toBeUndefined();
  });

  it("is refused with what is missing or wrong", () => {
    expect(answerFault("none", [], "done")).toBe("it asks for no answer");
    expect(answerFault("text", [], undefined)).toBe("it asks for a text");
    expect(answerFault("choice", ["yes", "no"], "")).toBe("it asks for a choice");
    expect(answerFault("choice", ["yes", "no"], "maybe")).toBe("the answer must be one of yes, no");
    expect(answerFault("file", [], " ")).toBe("it asks for the path of a file");
    expect(answerFault("code", [], "")).toBe("it asks for a code");
    expect(answerFault("code", [], "1".repeat(101))).toBe("the answer is longer than 100 characters");
  });
});
