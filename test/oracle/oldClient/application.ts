import type { Client } from "pg";
import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import { displayName } from "../../../server/src/catalog/ids.ts";
import { isTable, isView, type Column, type Relation } from "../../../server/src/catalog/relations.ts";
import type { Breakage } from "../../../server/src/interpret/effects.ts";

/** A statement that the application now running sends, and what of the schema it leans on. */
export interface OldStatement {
  readonly sql: string;
  /** `schema.name` of the relation it names. */
  readonly relation: string;
  /** The columns that it names. */
  readonly columns: readonly string[];
  /** Whether its result has all columns of the relation. */
  readonly star: boolean;
  /** The columns of its result. */
  readonly results: readonly string[];
}

/** What every application does with every relation: reads the whole, reads and writes each column, deletes. */
export function statementsOn(catalog: Catalog): readonly OldStatement[] {
  return [...catalog.all("relation").values()].flatMap((relation) => {
    if (!(isTable(relation) || isView(relation))) return [];
    const common = { relation: displayName(relation), columns: [], star: false, results: [] };
    const name = quoted(relation);
    const whole = { ...common, sql: `SELECT * FROM ${name}`, star: true };
    const reads = relation.columns.map((column) => readOf(column, name, common));
    if (!isTable(relation)) return [whole, ...reads];
    const deletes = { ...common, sql: `DELETE FROM ${name} WHERE false RETURNING *`, star: true };
    const writes = relation.columns
      .filter(({ generated, identity }) => generated === undefined && identity === undefined)
      .map((column) => ({ ...common, sql: updateOf(column, name), columns: [column.name] }));
    return [whole, deletes, ...reads, ...writes];
  });
}

function readOf({ name }: Column, relation: string, common: Omit<OldStatement, "sql">): OldStatement {
  return { ...common, sql: `SELECT "${name}" FROM ${relation}`, columns: [name], results: [name] };
}

function updateOf({ name }: Column, relation: string): string {
  return `UPDATE ${relation} SET "${name}" = "${name}" WHERE false`;
}

function quoted({ schema, name }: Relation): string {
  return `"${schema}"."${name}"`;
}

/** Whether a prediction says that the statement fails from now on: as it was prepared, or sent anew. */
export function isBroken(
  statement: OldStatement,
  breakages: readonly Breakage[],
  form: "prepared" | "fresh",
): boolean {
  return breakages.some(({ code, relation, part }) => {
    if (relation.name !== statement.relation) return false;
    if (code === "old-code-reads-table") return true;
    if (code === "old-code-reads-column") return statement.columns.includes(part ?? "");
    if (code !== "cached-plans" || form === "fresh") return false;
    return part === undefined ? statement.star : statement.results.includes(part);
  });
}

/** Runs what the application sends and takes it back; the server's error, or undefined. */
export async function send(
  client: Client,
  sql: string,
  form: "prepared" | "fresh",
): Promise<string | undefined> {
  await client.query("BEGIN");
  try {
    await client.query(form === "fresh" ? { text: sql, values: [] } : { name: nameOf(sql), text: sql });
    await client.query("SET CONSTRAINTS ALL IMMEDIATE");
    return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) return `${String(error.code)}: ${error.message}`;
    throw error;
  } finally {
    await client.query("ROLLBACK");
  }
}

const names = new Map<string, string>();

/** One prepared statement per text; names of PostgreSQL are short. */
function nameOf(sql: string): string {
  const known = names.get(sql) ?? `old_${names.size}`;
  names.set(sql, known);
  return known;
}
