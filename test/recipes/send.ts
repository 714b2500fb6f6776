import { expect } from "vitest";
import type pg from "pg";
import type { MigrationAnalysis } from "../../server/src/analysis/analysis.ts";
import { isAlone } from "../../server/src/formats/sending.ts";
import { sendPipeline } from "../../server/src/run/pipelineQuery.ts";
import { messagesOf } from "../../server/src/run/sendSection.ts";
import type { TestProject } from "./projects.ts";

/** Sends a migration as its tool would: in a transaction, as one string, statement by statement, or as a pipeline. */
export async function send(
  client: pg.Client,
  project: TestProject,
  { migration: { sections } }: MigrationAnalysis,
  direction: "up" | "down",
): Promise<void> {
  for (const section of sections) {
    const { path, transaction, direction: own } = section;
    if (own !== direction) continue;
    const text = project.files.get(path) ?? "";
    const inside = transaction === "single" || transaction === "all-pending";
    try {
      if (inside) await client.query("BEGIN");
      for (const spans of messagesOf(text, section)) {
        const texts = spans
          .map(({ start, end }) => text.slice(start, end))
          .filter((each) => each.trim() !== "");
        const [first] = texts;
        if (first === undefined) continue;
        if (transaction !== "pipeline" || isAlone(first, section)) await client.query(texts.join(""));
        else {
          const { failure } = await sendPipeline(client, texts);
          if (failure !== undefined) throw failure;
        }
      }
      if (inside) await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw new Error(`${path} (${direction}, ${transaction}): ${String(error)}\n${text}`, { cause: error });
    }
    await client.query("DISCARD ALL");
  }
}

/**
 * Sends a migration a second time. One that may hold nothing beside the index that it builds fails then, since nothing
 * else could tell whether the index is whole.
 */
export async function sendAgain(
  client: pg.Client,
  project: TestProject,
  migration: MigrationAnalysis,
): Promise<void> {
  const up = migration.sections.find(({ direction }) => direction === "up");
  const [only, second] = up?.statements ?? [];
  const { node } = only?.statement ?? {};
  const builds = node !== undefined && "IndexStmt" in node && node.IndexStmt.concurrent === true;
  const detaches = up?.statements.some(({ statement: { text } }) =>
    /\bDETACH\b.*\bCONCURRENTLY\b/s.test(text),
  );
  const sent = send(client, project, migration, "up");
  // Nothing may stand beside it, and it knows no IF.
  if (detaches === true) return expect(sent).rejects.toThrow(/is not a partition of/);
  if (up?.transaction === "implicit" && builds && second === undefined)
    await expect(sent).rejects.toThrow(/relation ".*" already exists/);
  else await sent;
}
