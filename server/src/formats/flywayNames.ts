import { baseName } from "./paths.ts";
import { byNumber, canonicalNumber } from "./versions.ts";

/** A file name that Flyway knows, with its default prefixes, separator and suffix. */
export interface FlywayName {
  readonly path: string;
  /** Versioned, undo, baseline or repeatable. */
  readonly kind: "V" | "U" | "B" | "R";
  /** With dots, as Flyway displays it; empty for repeatable migrations. */
  readonly version: string;
  /** With underscores, as in the file name. */
  readonly description: string;
}

const versioned = /^([VUB])(\d+(?:[._]\d+)*)(?:__(.*))?\.sql$/;
const repeatable = /^R__(.+)\.sql$/;

/** Takes a path apart, or gives undefined where Flyway would not see a migration. */
export function flywayName(path: string): FlywayName | undefined {
  const name = baseName(path);
  const description = repeatable.exec(name)?.[1];
  if (description !== undefined) return { path, kind: "R", version: "", description };
  const [, kind, version, rest = ""] = versioned.exec(name) ?? [];
  if (version === undefined || (kind !== "V" && kind !== "U" && kind !== "B")) return undefined;
  return { path, kind, version: version.replaceAll("_", "."), description: rest };
}

/** Part by part as numbers; missing parts count as zero, so 1 and 1.0 are the same version. */
export function compareVersions(left: string, right: string): number {
  const [parts, others] = [left.split("."), right.split(".")];
  for (let index = 0; index < Math.max(parts.length, others.length); index += 1) {
    const order = byNumber(parts[index] ?? "0", others[index] ?? "0");
    if (order !== 0) return order;
  }
  return 0;
}

/** One notation for all spellings of a version: `001.0` gives `1`. Repeatable ones go by their description. */
export function flywayVersionKey(version: string): string {
  if (!/^\d/.test(version)) return version.replace(/^R__/, "R ").replaceAll("_", " ");
  return version
    .split(".")
    .map(canonicalNumber)
    .join(".")
    .replace(/(\.0)+$/, "");
}
