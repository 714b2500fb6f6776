import type { Client } from "pg";
import { role } from "./system.ts";
import type { AccuracyCase } from "./cases.ts";

/** What comes of each statement of the application: the rows it finds or writes, or the error's code. */
export type Answers = ReadonlyMap<string, number | string>;

export async function askAsApplication(client: Client, one: AccuracyCase): Promise<Answers> {
  const answers = new Map<string, number | string>();
  await client.query(`SET ROLE ${role}`);
  for (const sql of [...one.corpus.application, ...one.client]) answers.set(sql, await answerTo(client, sql));
  return answers;
}

async function answerTo(client: Client, sql: string): Promise<number | string> {
  try {
    await client.query("BEGIN");
    const { rowCount } = await client.query(sql);
    await client.query("SET CONSTRAINTS ALL IMMEDIATE");
    return rowCount ?? 0;
  } catch (error) {
    return codeOf(error);
  } finally {
    await client.query("ROLLBACK");
  }
}

export function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  throw error;
}

/** The statements that worked before and do not now. Fewer rows are told only where none were taken away. */
export function broken(before: Answers, after: Answers, lost: boolean): readonly string[] {
  return [...before].flatMap(([sql, was]) => {
    const is = after.get(sql);
    if (typeof was === "string" || (typeof is === "number" && (is >= was || lost))) return [];
    return [`${sql} -- ${typeof is === "number" ? `${is} rows` : (is ?? "")}`];
  });
}
