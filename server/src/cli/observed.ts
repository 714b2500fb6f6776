import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { Reported } from "../report/reported.ts";
import type { ObservedMigration } from "../run/observe/observed.ts";
import type { Loaded } from "./load.ts";
import { projectKey, storageFolder } from "./storage.ts";

/*
 * What runs with --observe have seen, a file for each migration and direction in the user's own data folder: the last run
 * that saw a statement counts.
 */

const keptSchema = z.object({
  version: z.literal(1),
  observed: z.custom<ObservedMigration>(
    (value) =>
      typeof value === "object" && value !== null && "statements" in value && Array.isArray(value.statements),
  ),
});

/** Throws nothing: a run that went through must not fail for want of a folder. */
export function keepObserved(folder: string, observed: readonly ObservedMigration[]): void {
  for (const migration of observed) {
    if (migration.statements.length === 0) continue;
    const file = fileFor(folder, migration.migration, migration.direction);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify({ version: 1, observed: migration })}\n`);
    } catch {
      // It has been shown; explain will say that nothing was watched.
    }
  }
}

/** What was seen of the migrations that a report is about. */
export function observedOf(
  reported: readonly Reported[],
  { projects }: Loaded,
): readonly ObservedMigration[] {
  return reported.flatMap(({ migrations }, index) =>
    [...migrations].flatMap(({ migration, sections }) => {
      const directions = new Set(sections.map(({ direction }) => direction));
      return [...directions].flatMap((direction) =>
        kept(fileFor(projects[index]?.folder ?? "", migration.version, direction)),
      );
    }),
  );
}

function fileFor(folder: string, version: string, direction: string): string {
  return join(
    storageFolder(),
    "observed",
    projectKey(folder),
    `${encodeURIComponent(version)}.${direction}.json`,
  );
}

function kept(file: string): readonly ObservedMigration[] {
  try {
    return [keptSchema.parse(JSON.parse(readFileSync(file, "utf8"))).observed];
  } catch {
    return [];
  }
}
