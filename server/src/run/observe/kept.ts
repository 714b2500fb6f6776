import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { projectKey, storageFolder } from "../storage.ts";
import type { ObservedMigration } from "./observed.ts";

/*
 * What watched runs have seen, a file for each migration and direction in the user's own data folder: the last run that
 * saw a statement counts.
 */

const keptSchema = z.object({
  version: z.literal(1),
  observed: z.custom<ObservedMigration>(
    (value) =>
      typeof value === "object" && value !== null && "statements" in value && Array.isArray(value.statements),
  ),
});

/** `folder`: the project's, absolute. Throws nothing: a run that went through must not fail for want of a folder. */
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

/** What was seen of a migration; undefined where nothing was, or where it cannot be read. */
export function keptObserved(
  folder: string,
  version: string,
  direction: ObservedMigration["direction"],
): ObservedMigration | undefined {
  try {
    const text = readFileSync(fileFor(folder, version, direction), "utf8");
    return keptSchema.parse(JSON.parse(text)).observed;
  } catch {
    return undefined;
  }
}

function fileFor(folder: string, version: string, direction: string): string {
  return join(
    storageFolder(),
    "observed",
    projectKey(folder),
    `${encodeURIComponent(version)}.${direction}.json`,
  );
}
