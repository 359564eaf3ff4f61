import { parse } from "../parse.ts";
import type { Complaint, Rule } from "../tree.ts";

const folder = "src/store/migrations/";

/** Schema steps are numbered without gap or double, and the list names every one of them in that order. */
export const migrations: Rule = (tree) => {
  const steps = [...tree.files.keys()]
    .filter((file) => file.startsWith(folder) && /\/\d{4}-[^/]*(?<!\.test)\.ts$/.test(file))
    .sort();
  const complaints: Complaint[] = [];
  steps.forEach((file, index) => {
    const wanted = String(index + 1).padStart(4, "0");
    const number = file.slice(folder.length, folder.length + 4);
    if (number !== wanted)
      complaints.push({
        file,
        line: 1,
        rule: "migrations",
        message: `is number ${number}, but the next free one is ${wanted}`,
      });
  });
  const list = `${folder}all.ts`;
  const text = tree.files.get(list);
  if (text === undefined) return complaints;
  const listed = listedOrder(list, text);
  if (listed.join() !== steps.map((file) => file.slice(folder.length)).join()) {
    complaints.push({
      file: list,
      line: 1,
      rule: "migrations",
      message: `does not run the steps in the order of their numbers: it has ${listed.join(", ")}`,
    });
  }
  return complaints;
};

/** The step files in the order in which the exported list uses them. */
function listedOrder(list: string, text: string): readonly string[] {
  const { imports } = parse(list, text);
  const used = /=\s*\[([^\]]*)\]/.exec(text)?.[1] ?? "";
  const order = used.split(",").map((name) => name.trim());
  const steps = imports.filter((one) => /^\.\/\d{4}-/.test(one.specifier));
  return steps
    .map((one) => ({ file: one.specifier.slice(2), at: order.indexOf(one.names[0] ?? "") }))
    .filter((one) => one.at !== -1)
    .sort((a, b) => a.at - b.at)
    .map((one) => one.file);
}
