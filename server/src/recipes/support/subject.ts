import type { Node, RangeVar } from "@pgsql/types";
import type { Catalog, Change } from "../../catalog/catalog.ts";
import { interpret } from "../../interpret/interpret.ts";
import type { TimelineEntry } from "../../timeline/timeline.ts";
import { ident, type Sql } from "../../sql/fragment.ts";
import type { RecipeFacts } from "../recipe.ts";

/** The statement's timeline entry on the oldest major; recipes must hold on all, and say so where versions differ. */
export function entryOf({ statement, majors }: RecipeFacts): TimelineEntry | undefined {
  const [oldest] = majors;
  return oldest === undefined ? undefined : statement.entries.get(oldest);
}

/** The catalog before the statement, on the oldest major. */
export function catalogOf(facts: RecipeFacts): Catalog | undefined {
  return entryOf(facts)?.before;
}

/** A relation as the user names it, quoted. */
export function nameOfRelation({ schemaname, relname }: RangeVar): Sql {
  return schemaname === undefined ? ident(relname ?? "") : ident(schemaname, relname ?? "");
}

/** `SET LOCAL lock_timeout`, unless the migration already limits the wait. */
export function lockTimeout(facts: RecipeFacts): readonly string[] {
  const catalog = catalogOf(facts);
  const set = catalog?.get("localSetting", "lock_timeout") ?? catalog?.get("setting", "lock_timeout");
  const unlimited = set === undefined || /^0\D*$/.test(set);
  return unlimited ? [`SET LOCAL lock_timeout = '${facts.lockTimeout}'`] : [];
}

/** Whether the statement runs inside a transaction, where CONCURRENTLY is refused. */
export function isInTransaction(facts: RecipeFacts): boolean {
  return entryOf(facts)?.transaction.open === true;
}

/**
 * What a statement about an index does to the catalog. One that says CONCURRENTLY inside a transaction fails and does
 * nothing; what it is about shows without that word.
 */
export function changesWithin(facts: RecipeFacts): readonly Change[] {
  const entry = entryOf(facts);
  const [major] = facts.majors;
  if (entry === undefined || major === undefined) return [];
  if (entry.outcome.effects.fails?.sqlstate !== "25001") return entry.outcome.changes;
  const { statement } = facts.statement;
  const node = withoutConcurrently(statement.node);
  if (node === undefined) return [];
  const target = { major, timeZone: "UTC", inTransaction: true, assumesMissing: true };
  return interpret(entry.before, { ...statement, node }, target).changes;
}

function withoutConcurrently(node: Node | undefined): Node | undefined {
  if (node === undefined) return undefined;
  if ("IndexStmt" in node) return { IndexStmt: { ...node.IndexStmt, concurrent: false } };
  if ("DropStmt" in node) return { DropStmt: { ...node.DropStmt, concurrent: false } };
  return undefined;
}
