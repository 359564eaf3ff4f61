import { describe, expect, it } from "vitest";
import { web } from "./rules/web.ts";
import { treeOf } from "./tree.ts";

const told = (file: string, code: string): readonly string[] =>
  web(treeOf({ [file]: code })).map(({ message }) => message);

describe("the dashboard", () => {
  it.each([
    ["web/src/pages/money/money.tsx", `import { Card } from "../../ui/card.tsx";`],
    ["web/src/pages/money/money.tsx", `import { rows } from "./sales/rows.ts";`],
    ["web/src/ui/card.tsx", `import { money } from "../lib/format/money.ts";`],
    ["web/src/frame/sidebar.tsx", `import type { me } from "../../../src/api/contract/me.ts";`],
    ["web/src/main.tsx", `import { pages } from "./pages.ts"; import "./styles/main.css";`],
    ["web/src/lib/a.test.ts", `import "../pages/money/page.ts";`],
  ])("lets %s have %s", (file, code) => {
    expect(told(file, code)).toEqual([]);
  });

  it.each([
    ["web/src/pages/money/money.tsx", `import { a } from "../today/today.tsx";`, "imports the page today"],
    ["web/src/ui/card.tsx", `import { a } from "../pages/today/today.tsx";`, "web/src/ui sees only ui, lib"],
    ["web/src/ui/card.tsx", `import { a } from "../frame/page-head.tsx";`, "web/src/ui sees only ui, lib"],
    ["web/src/lib/a.ts", `import { a } from "../ui/card.tsx";`, "web/src/lib sees only lib"],
    ["web/src/pages/a/a.tsx", `import { me } from "../../../../src/api/contract/me.ts";`, "write `import type`"],
    ["web/src/pages/a/a.tsx", `import type { x } from "../../../../src/store/sale.ts";`, "sees only src/api/contract/"],
    ["web/src/ui/card.tsx", "\n".repeat(251), "has 251 lines (250 at most in web/)"],
  ])("refuses in %s: %s", (file, code, message) => {
    expect(told(file, code)[0]).toContain(message);
  });
});
