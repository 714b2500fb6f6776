import { dollarQuoted, ident, literal, sql, type Sql } from "../../sql/fragment.ts";

/** A statement that is carried out where something holds, so that it may be sent again. */
export interface Guarded {
  /** What must hold, line by line; each line stands as it is. */
  readonly when: readonly string[];
  readonly statement: string;
}

/** By itself: PostgreSQL knows IF NOT EXISTS for some statements only. */
export function guarded(one: Guarded): string {
  return `DO ${dollarQuoted(`\nBEGIN\n${inBody(one, "  ")}\nEND\n`).text}`;
}

export type Given = string | Guarded;

/** Each by itself. */
export function oneByOne(statements: readonly Given[]): readonly string[] {
  return statements.map((each) => (typeof each === "string" ? each : guarded(each)));
}

/** In a body of PL/pgSQL, as one statement of it. */
export function inBody({ when, statement }: Guarded, indent: string): string {
  return `${indent}IF ${when.join(`\n${indent}`)} THEN\n${indent}  ${statement};\n${indent}END IF;`;
}

function exists(query: readonly string[]): readonly string[] {
  return ["EXISTS (", ...query.map((line) => `  ${line}`), ")"];
}

function not([first = "", ...rest]: readonly string[]): readonly string[] {
  return [`NOT ${first}`, ...rest];
}

function hasConstraint(table: Sql, name: string): readonly string[] {
  return exists([
    "SELECT FROM pg_catalog.pg_constraint",
    `WHERE conrelid = ${literal(table.text).text}::pg_catalog.regclass AND conname = ${literal(name).text}`,
  ]);
}

function isPartition(parent: Sql, partition: Sql): readonly string[] {
  const [whole, part] = [parent, partition].map(({ text }) => literal(text).text);
  return exists([
    "SELECT FROM pg_catalog.pg_inherits",
    `WHERE inhparent = ${whole}::pg_catalog.regclass AND inhrelid = pg_catalog.to_regclass(${part})`,
  ]);
}

/**
 * ADD CONSTRAINT where the constraint is not there: PostgreSQL has no ADD CONSTRAINT IF NOT EXISTS in any version, and a
 * migration that stopped half-way must be repeatable.
 *
 * @param index the index that it takes over; where that is not there, the constraint is not added either
 */
export function newConstraint(table: Sql, constraint: string, definition: string, index?: Sql): Guarded {
  const statement = sql`ALTER TABLE ${table} ADD CONSTRAINT ${ident(constraint)} `.text + definition;
  const missing = not(hasConstraint(table, constraint));
  if (index === undefined) return { when: missing, statement };
  const isThere = ` AND pg_catalog.to_regclass(${literal(index.text).text}) IS NOT NULL`;
  return { when: [...missing.slice(0, -1), `${missing.at(-1) ?? ""}${isThere}`], statement };
}

export function addConstraintOnce(table: Sql, constraint: string, definition: string, index?: Sql): string {
  return guarded(newConstraint(table, constraint, definition, index));
}

/** RENAME CONSTRAINT that does nothing where it has the new name already, or is not there. */
export function renameConstraintOnce(table: Sql, from: string, to: string): string {
  const [has, hasNot] = [hasConstraint(table, from), not(hasConstraint(table, to))];
  return guarded({
    when: [...has.slice(0, -1), `${has.at(-1) ?? ""} AND ${hasNot[0] ?? ""}`, ...hasNot.slice(1)],
    statement: sql`ALTER TABLE ${table} RENAME CONSTRAINT ${ident(from)} TO ${ident(to)}`.text,
  });
}

/** VALIDATE CONSTRAINT that does nothing where the constraint is not there: it has proven what it was made for. */
export function validateOnce(table: Sql, constraint: string): string {
  return guarded({
    when: hasConstraint(table, constraint),
    statement: sql`ALTER TABLE ${table} VALIDATE CONSTRAINT ${ident(constraint)}`.text,
  });
}

/** ATTACH PARTITION where the table is no partition yet; `attach` as the user wrote it. */
export function attached(parent: Sql, partition: Sql, attach: string): Guarded {
  return { when: not(isPartition(parent, partition)), statement: attach };
}

/** DETACH PARTITION where the table is one. */
export function detached(parent: Sql, partition: Sql): Guarded {
  return {
    when: isPartition(parent, partition),
    statement: sql`ALTER TABLE ${parent} DETACH PARTITION ${partition}`.text,
  };
}
