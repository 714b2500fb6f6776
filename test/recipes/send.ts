import type pg from "pg";
import type { MigrationAnalysis } from "../../server/src/analysis/analysis.ts";
import { split } from "../../server/src/sql/split.ts";
import type { TestProject } from "./projects.ts";

/** Sends a migration as its tool would: in a transaction, as one string, or statement by statement. */
export async function send(
  client: pg.Client,
  project: TestProject,
  { migration: { sections } }: MigrationAnalysis,
  direction: "up" | "down",
): Promise<void> {
  for (const { path, span, transaction, splits, direction: own } of sections) {
    if (own !== direction) continue;
    const text = (project.files.get(path) ?? "").slice(span.start, span.end);
    const inside = transaction === "single" || transaction === "all-pending";
    const whole = !splits && transaction !== "autocommit";
    const parts = whole
      ? [text]
      : split(text).pieces.map((piece) => text.slice(piece.span.start, piece.span.end));
    try {
      if (inside) await client.query("BEGIN");
      for (const part of parts) if (part.trim() !== "") await client.query(part);
      if (inside) await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw new Error(`${path} (${direction}, ${transaction}): ${String(error)}\n${text}`, { cause: error });
    }
    await client.query("DISCARD ALL");
  }
}
