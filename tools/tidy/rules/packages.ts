import type { Complaint, Rule, Tree } from "../tree.ts";

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
};
type Locked = {
  readonly resolved?: string;
  /** A workspace of this repository. */
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
type Lock = { readonly packages: Readonly<Record<string, Locked>> };

const reasons = "docs/dependencies.md";

/** Dependencies are pinned, explained, and install from the lock file on every system. */
export const packages: Rule = (tree) => {
  const manifest = read<Manifest>(tree, "package.json");
  const lock = read<Lock>(tree, "package-lock.json");
  if (!manifest || !lock) return [];
  return [...manifestComplaints(tree, manifest), ...lockComplaints(manifest, lock)];
};

function manifestComplaints(tree: Tree, manifest: Manifest): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const say = (message: string): void =>
    void complaints.push({ file: "package.json", line: 1, rule: "packages", message });
  const explained = tree.files.get(reasons) ?? "";
  const web = read<Manifest>(tree, "web/package.json");
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...web?.dependencies, ...web?.devDependencies };
  for (const [name, version] of Object.entries(all)) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) say(`${name} is "${version}": pin one exact version`);
    if (!explained.includes(`\`${name}\``))
      say(`${name} has no line in ${reasons}: why it is there, what leaving it takes`);
  }
  return complaints;
}

function lockComplaints(manifest: Manifest, lock: Lock): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const say = (message: string): void =>
    void complaints.push({ file: "package-lock.json", line: 1, rule: "packages", message });
  for (const [place, entry] of Object.entries(lock.packages)) {
    const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    if (entry.resolved && !entry.link)
      say(`${name} names a registry (${entry.resolved}): npm must take it from the reader's own`);
    if (entry.hasInstallScript && manifest.allowScripts?.[name] === undefined) {
      say(`${name} has an install script: decide on it under "allowScripts" in package.json`);
    }
    for (const optional of Object.keys(entry.optionalDependencies ?? {})) {
      if (place !== "" && !isLocked(lock, place, optional)) {
        say(
          `${name} wants ${optional}, which is not locked, so \`npm ci\` refuses: pin a version that is whole on the registry`,
        );
      }
    }
  }
  return complaints;
}

function isLocked(lock: Lock, place: string, name: string): boolean {
  return `${place}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages;
}

function read<T>(tree: Tree, file: string): T | undefined {
  const text = tree.files.get(file);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}
