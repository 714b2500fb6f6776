import type { Client } from "pg";
import { Filling } from "./filling.ts";
import { readSeedTables, type SeedTable } from "./tables.ts";

/** A table that got no row, and the server's reason. */
export interface Unfilled {
  readonly table: string;
  readonly why: string;
}

export interface Filled {
  readonly unfilled: readonly Unfilled[];
  /** Whether any row was written. */
  readonly wrote: boolean;
}

const rowsEach = 2;

/**
 * Writes rows into the tables that have fewer than two, and one more into those named in `more`, such as a client of
 * that schema could write. A table that refuses every attempt stays as it is, and is told.
 */
export async function fillTables(
  client: Client,
  ignored: readonly string[],
  more: ReadonlySet<string> = new Set(),
): Promise<Filled> {
  let left = inOrder(await readSeedTables(client, ignored));
  const unfilled: Unfilled[] = [];
  let wrote = false;
  // Rows that refer to a partitioned table or round in a circle find something the second time.
  for (const last of [false, true]) {
    const again: SeedTable[] = [];
    for (const table of left) {
      const count = await countOf(client, table);
      const wanted = more.has(table.name) ? count + 1 : count === 0 ? rowsEach : 0;
      const filled = await fillOne(client, table, count, wanted);
      wrote ||= filled.wrote;
      if (count > 0 || filled.why === undefined || filled.wrote) continue;
      if (!last && table.references.length > 0) again.push(table);
      else unfilled.push({ table: table.name, why: filled.why });
    }
    left = again;
  }
  return { unfilled, wrote };
}

async function fillOne(
  client: Client,
  table: SeedTable,
  count: number,
  wanted: number,
): Promise<{ readonly wrote: boolean; readonly why?: string }> {
  let wrote = false;
  for (let row = count; row < wanted; row++) {
    const why = await new Filling(client, table, row).run();
    if (why !== undefined) return { wrote, why };
    wrote = true;
  }
  return { wrote };
}

/** Only whether there are any, and how many of the few that we write. */
async function countOf(client: Client, { sql }: SeedTable): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT FROM ONLY ${sql} LIMIT 1000) AS t`,
  );
  return rows[0]?.count ?? 0;
}

/** Tables that are referred to come first; where they go round in a circle, as they come. */
function inOrder(tables: readonly SeedTable[]): readonly SeedTable[] {
  const done = new Set<number>();
  const ordered: SeedTable[] = [];
  const visit = (table: SeedTable): void => {
    if (done.has(table.oid)) return;
    done.add(table.oid);
    for (const { table: target } of table.references)
      for (const each of tables) if (each.oid === target) visit(each);
    ordered.push(table);
  };
  tables.forEach(visit);
  return ordered;
}
