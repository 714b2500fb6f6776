import type { Migration, MigrationDraft, Project } from "./format.ts";
import { nextNumbers, type Numbering } from "./numbering.ts";
import { folderOf } from "./paths.ts";

/** A draft with the number it is written under. */
export interface NumberedDraft {
  readonly draft: MigrationDraft;
  readonly number: string;
}

/**
 * Numbers drafts in the style of a project. `digits` takes a version apart from what stands around its number;
 * a migration without a number does not count.
 */
export function numberDrafts(
  drafts: readonly MigrationDraft[],
  project: Project,
  now: string,
  after: string | undefined,
  fallback: Numbering,
  digits: (migration: Migration) => string | undefined = numberOf,
): readonly NumberedDraft[] {
  const taken = project.migrations.map(digits).filter((number) => number !== undefined);
  const before = project.migrations.find((migration) => migration.version === after);
  const numbers = nextNumbers(drafts.length, {
    taken,
    after: before === undefined ? undefined : digits(before),
    fallback,
    now,
  });
  return drafts.map((draft, index) => ({ draft, number: numbers[index] ?? "" }));
}

function numberOf(migration: Migration): string | undefined {
  return /^\d+/.exec(migration.version)?.[0];
}

/** The folder that new files go to: that of the newest migration, else the top. */
export function newestFolder(project: Project): string {
  const path = project.migrations.findLast((migration) => migration.repeatable !== true)?.paths[0];
  return path === undefined ? "" : folderOf(path);
}

/** UTC down to the second, as most tools stamp their files. */
export const timestamps: Numbering = { kind: "date", width: 14 };
