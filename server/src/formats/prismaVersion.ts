import type { Surroundings } from "./format.ts";

/** Which Prisma a project uses, as far as its files say. */
export interface PrismaVersion {
  /** From 7.4 on a script is split into its statements where Prisma's parser reads it. */
  readonly splits: boolean;
  /** For the words of findings: `Prisma 7.10.1 (package-lock.json)`. */
  readonly label: string;
}

/** How many folders above the migrations are looked into. */
const levels = 8;
const packages = ["prisma", "@prisma/client", "@prisma/engines", "@prisma/migrate"];
const assumed: PrismaVersion = { splits: true, label: "Prisma, taken for 7.4 or newer," };

/** Lock files first, since they name the one version; each with the way to read it. */
const sources: readonly {
  readonly file: string;
  readonly read: (text: string, name: string) => string | undefined;
}[] = [
  { file: "package-lock.json", read: npmLock },
  { file: "npm-shrinkwrap.json", read: npmLock },
  { file: "pnpm-lock.yaml", read: pnpmLock },
  { file: "yarn.lock", read: yarnLock },
  { file: "bun.lock", read: bunLock },
  { file: "package.json", read: manifest },
];

/** Names of the files that a version is read from. */
export const versionFiles: readonly string[] = sources.map(({ file }) => file);

/** The version that the nearest lock file or manifest above the migrations names. */
export function prismaVersion(around: Surroundings): PrismaVersion {
  for (const { file, read } of sources) {
    for (let level = 1; level <= levels; level++) {
      const text = around.outside?.(`${"../".repeat(level)}${file}`);
      if (text === undefined) continue;
      for (const name of packages) {
        const version = read(text, name);
        const splits = version === undefined ? undefined : isSplitting(version);
        if (version !== undefined && splits !== undefined)
          return { splits, label: `Prisma ${version} (${file})` };
      }
    }
  }
  return assumed;
}

/**
 * Whether this version splits scripts. A range counts as the newest version it allows, as an installer without a lock
 * file takes it; what is no version (`latest`, `workspace:*`) says nothing.
 */
function isSplitting(version: string): boolean | undefined {
  const found = /^([~^]|>=?|=)?\s*v?(\d+)(?:\.(\d+|x|\*))?/i.exec(version.trim());
  if (found === null) return undefined;
  const [, operator = "", major = "", minor] = found;
  if (operator.startsWith(">")) return true;
  if (Number(major) !== 7) return Number(major) > 7;
  const isOpen = operator === "^" || minor === undefined || !/^\d+$/.test(minor);
  return isOpen || Number(minor) >= 4;
}

function npmLock(text: string, name: string): string | undefined {
  const lock = json(text);
  const places = record(lock, "packages");
  const wanted = Object.keys(places ?? {})
    .filter((path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .sort((one, other) => one.length - other.length);
  const place =
    wanted[0] === undefined ? record(record(lock, "dependencies"), name) : record(places, wanted[0]);
  return string(place, "version");
}

/** `  prisma@7.10.1:` or `  /prisma@5.2.0:` or, in old files, `  /prisma/4.1.0:`, with peers behind it. */
function pnpmLock(text: string, name: string): string | undefined {
  return new RegExp(`^ {2}['"]?/?${escaped(name)}[@/](\\d[^(:'"_]*)`, "m").exec(text)?.[1];
}

/** `prisma@^7.0.0:` or `"prisma@npm:^7.0.0":`, and the version on the next line. */
function yarnLock(text: string, name: string): string | undefined {
  return new RegExp(`^"?${escaped(name)}@[^\\n]*:\\r?\\n +version:? "?(\\d[^"\\s]*)`, "m").exec(text)?.[1];
}

/** `"prisma": ["prisma@7.10.1", …` */
function bunLock(text: string, name: string): string | undefined {
  return new RegExp(`"${escaped(name)}": *\\[ *"${escaped(name)}@(\\d[^"]*)"`).exec(text)?.[1];
}

function manifest(text: string, name: string): string | undefined {
  const all = json(text);
  const fields = ["devDependencies", "dependencies", "peerDependencies", "optionalDependencies"];
  return fields.map((field) => string(record(all, field), name)).find((version) => version !== undefined);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // A lock file in the middle of a merge says nothing; the next source is asked.
    return undefined;
  }
}

function record(value: unknown, key: string): object | undefined {
  const found: unknown = property(value, key);
  return typeof found === "object" && found !== null ? found : undefined;
}

function string(value: unknown, key: string): string | undefined {
  const found: unknown = property(value, key);
  return typeof found === "string" ? found : undefined;
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
