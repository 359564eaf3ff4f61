import { type Complaint, type Rule, sources } from "../tree.ts";

const skipping = /\b(it|test|describe|suite)(\.\w+)*\.(skip|skipIf|runIf|todo|fails)\b/;
const only = /\b(it|test|describe|suite)(\.\w+)*\.only\b/;
/** A comment of three words or more, as many in brackets in the test's name, or a name that tells it when it runs. */
const reason = /\/\/\s*\S+(\s+\S+){2,}|\([^()]*\S+(\s+[^\s()]+){2,}\)"|\$\{skip\(/;

/** A test that may not run says why in its line; `.only` never gets in. */
export const skippedTests: Rule = (tree) => {
  const complaints: Complaint[] = [];
  for (const [file, text] of sources(tree)) {
    if (!file.endsWith(".test.ts") || file.startsWith("tools/tidy/")) continue;
    text.split("\n").forEach((line, index) => {
      const code = line.replace(/\/\/.*$/, "");
      const say = (message: string): void => void complaints.push({ file, line: index + 1, rule: "skips", message });
      if (only.test(code)) say("`.only` hides every other test: take it out");
      else if (skipping.test(code) && !reason.test(line))
        say(
          "a test that may not run needs its reason in the line: `// because …`, or in brackets at the end of its name",
        );
    });
  }
  return complaints;
};
