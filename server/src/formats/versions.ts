import type { FormatProblem, Migration } from "./format.ts";

/** A number written with leading zeros, in its shortest form: `0002` gives `2`. Other texts stay as they are. */
export function canonicalNumber(digits: string): string {
  return /^\d+$/.test(digits) ? BigInt(digits).toString() : digits;
}

/** Order of numbers of any length, as tools that parse them into integers have it. */
export function byNumber(left: string, right: string): number {
  const difference = BigInt(left) - BigInt(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** One problem for each migration whose version, in the ledger's notation, an earlier one already has. */
export function duplicateVersions(
  migrations: readonly Migration[],
  key: (version: string) => string,
): readonly FormatProblem[] {
  const first = new Map<string, Migration>();
  const problems: FormatProblem[] = [];
  for (const migration of migrations) {
    if (migration.repeatable === true) continue;
    const known = first.get(key(migration.version));
    if (known === undefined) first.set(key(migration.version), migration);
    else problems.push(duplicate(migration, known));
  }
  return problems;
}

function duplicate(migration: Migration, known: Migration): FormatProblem {
  const path = migration.paths[0] ?? "";
  return {
    code: "duplicate-version",
    path,
    span: { start: 0, end: 0 },
    refuses: "project",
    message:
      `${path} has the version ${migration.version}, which ${known.paths[0] ?? ""} already has. ` +
      "Give one of them another number.",
  };
}
