import type { Bug } from "../bug.ts";
import { keepingBugs } from "./keeping.ts";
import { mappingBugs } from "./mapping.ts";
import { pagingBugs } from "./paging.ts";

/** Every planted mistake. */
export const bugs: readonly Bug[] = [...mappingBugs, ...pagingBugs, ...keepingBugs];

/** The planted mistake of that name. */
export function bugNamed(name: string): Bug {
  const bug = bugs.find((one) => one.name === name);
  if (bug === undefined)
    throw new RangeError(`no mistake is called ${name}; there are: ${bugs.map((one) => one.name).join(", ")}`);
  return bug;
}
