import type { Client } from "pg";
import { split } from "../../sql/split.ts";
import { isSnapshot } from "../baseline/snapshot.ts";
import { messageOf } from "../databases/databaseError.ts";
import type { RunProject } from "../project.ts";
import { plainFailure, RunError } from "../runError.ts";

/**
 * Runs the dump that comes before the first migration, without its rows and psql's own commands. What the scratch
 * database lacks for it, such as a role, is told and passed over. Throws a RunError for what is no SQL.
 */
export async function loadBaseline(client: Client, { baseline }: RunProject): Promise<readonly string[]> {
  if (baseline === undefined) return [];
  const text = baseline.text.replace(/^\uFEFF/u, "");
  if (isSnapshot(text)) {
    const message =
      "The baseline of this project is a snapshot, from which no database can be made. Name a dump (`pg_dump --schema-only`) instead.";
    throw new RunError(plainFailure("baseline-is-snapshot", message));
  }
  const notes: string[] = [];
  for (const { kind, span, copies } of split(text).pieces) {
    if (kind !== "statement" || copies) continue;
    const sql = text.slice(span.start, span.end);
    await client.query(sql).catch((error: unknown) => {
      notes.push(
        `The baseline does not load as a whole: ${messageOf(error)} (${sql.replace(/\s+/g, " ").slice(0, 60)})`,
      );
    });
  }
  await client.query("ROLLBACK; RESET ALL; RESET SESSION AUTHORIZATION");
  return notes;
}
