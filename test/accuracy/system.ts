import type { Client } from "pg";
import { freshDatabase, type Database, type Major } from "../support/servers.ts";
import type { Corpus } from "./cases.ts";

/** The role of the application: it owns nothing. */
export const role = "lockkeeper_accuracy";

export type Size = "small" | "large";

const rows: Readonly<Record<Size, number>> = { small: 200, large: 100_000 };

/** The system of a corpus on one major, in both sizes. */
export interface System {
  readonly major: Major;
  copy(size: Size): Promise<Database>;
  dispose(): Promise<void>;
}

export async function openSystem(major: Major, { schema }: Corpus): Promise<System> {
  const templates = { small: await freshDatabase(major), large: await freshDatabase(major) };
  for (const size of ["small", "large"] as const)
    await fill(await templates[size].connect(), schema, rows[size]);
  return {
    major,
    copy: (size) => freshDatabase(major, templates[size].database),
    async dispose() {
      await templates.small.dispose();
      await templates.large.dispose();
    },
  };
}

async function fill(client: Client, schema: string, count: number): Promise<void> {
  const known = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  if (known.rowCount === 0) await client.query(`CREATE ROLE ${role}`);
  await client.query(`SET accuracy.rows = ${count}`);
  await client.query(schema);
  await client.query("VACUUM (ANALYZE)");
  await client.query("CHECKPOINT");
  await client.end();
}
