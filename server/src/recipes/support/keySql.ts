import type { Column, Constraint, Index } from "../../catalog/relations.ts";
import { dollarQuoted, ident, literal, type Sql } from "../../sql/fragment.ts";

/** What makes an index that is there a key's, as it follows ADD CONSTRAINT and its name. */
export function usingIndexSql(
  { kind, deferrable, initiallyDeferred }: Omit<Key, "name">,
  index: string,
): string {
  const words = [kind === "primary-key" ? "PRIMARY KEY" : "UNIQUE", "USING INDEX", ident(index).text];
  if (deferrable) words.push("DEFERRABLE");
  if (initiallyDeferred) words.push("INITIALLY DEFERRED");
  return words.join(" ");
}

/** What ADD CONSTRAINT says of a key beside its index. */
export type Key = Pick<Constraint, "name" | "kind" | "deferrable" | "initiallyDeferred">;

/** A condition in SQL: the table has that very key, by name and definition. */
export function hasKey(table: Sql, columns: readonly Column[], key: Key, index: Index): string {
  const nameOf = (number: unknown): string => columns.find((each) => each.number === number)?.name ?? "";
  const names = [...index.columns.map(({ on }) => nameOf(on)), ...index.including.map(nameOf)];
  const list = (count: number): string => `(${Array.from({ length: count }, () => "%I").join(", ")})`;
  const form = [
    key.kind === "primary-key" ? "PRIMARY KEY" : "UNIQUE",
    index.nullsNotDistinct ? " NULLS NOT DISTINCT" : "",
    ` ${list(index.columns.length)}`,
    index.including.length === 0 ? "" : ` INCLUDE ${list(index.including.length)}`,
    key.deferrable ? " DEFERRABLE" : "",
    key.initiallyDeferred ? " INITIALLY DEFERRED" : "",
  ].join("");
  return `EXISTS (
    SELECT FROM pg_catalog.pg_constraint
    WHERE conrelid = ${literal(table.text).text}::pg_catalog.regclass AND conname = ${literal(key.name).text}
      AND pg_catalog.pg_get_constraintdef(oid) = pg_catalog.format(${[form, ...names].map((each) => literal(each).text).join(", ")})
  )`;
}

/**
 * The constraint goes with its index, so it stays as long as that does: without it, going up again would need a build
 * under a lock. One statement, so that its wait has a limit where no transaction is around it.
 */
export function dropKeySql(table: Sql, name: string, index: Sql, lockTimeout: string): string {
  const body = `
BEGIN
  PERFORM pg_catalog.set_config('lock_timeout', ${literal(lockTimeout).text}, true);
  ALTER TABLE ${table.text} DROP CONSTRAINT IF EXISTS ${ident(name).text};
  DROP INDEX IF EXISTS ${index.text};
END
`;
  return `DO ${dollarQuoted(body).text}`;
}
