import { sessionSetting } from "../../catalog/settings.ts";
import type { Node, RangeVar } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Change } from "../../catalog/collections.ts";
import { interpret } from "../../interpret/interpret.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { isTable, type Table } from "../../catalog/relations.ts";
import { qualified, type Sql } from "../../sql/fragment.ts";
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

/** The table that the statement names, by the lock it takes. */
export function tableNamed(facts: RecipeFacts, { relname, schemaname }: RangeVar): Table | undefined {
  const entry = entryOf(facts);
  for (const { relation } of entry?.outcome.effects.locks ?? []) {
    const table = entry?.before.get("relation", relation.id);
    if (isTable(table) && table.name === relname && (schemaname ?? table.schema) === table.schema)
      return table;
  }
  return undefined;
}

/**
 * The schema to write before the table's name: as the user has it, and where the file sets a search path, which other
 * files lack, the one that it led to.
 */
export function schemaOfRelation(facts: RecipeFacts, relation: RangeVar): string | undefined {
  if (relation.schemaname !== undefined || !setsSearchPath(facts)) return relation.schemaname;
  return tableNamed(facts, relation)?.schema;
}

/** A relation as the user names it, quoted, so that it is found from another file too. */
export function nameOfRelation(facts: RecipeFacts, relation: RangeVar): Sql {
  return qualified(schemaOfRelation(facts, relation), relation.relname ?? "");
}

/** Whether names without a schema may mean something else in another file. */
export function setsSearchPath(facts: RecipeFacts): boolean {
  const catalog = catalogOf(facts);
  const path = catalog && sessionSetting(catalog, "search_path");
  return path !== undefined && path.replaceAll(/["\s]/g, "") !== "$user,public" && path !== "public";
}

/**
 * ALTER TABLE ONLY of a table that others inherit from: what the plan writes would reach those too. Undefined where
 * ONLY changes nothing.
 */
export function onlyObstacle(facts: RecipeFacts, relation: RangeVar): string | undefined {
  if (relation.inh === true || (tableNamed(facts, relation)?.children.length ?? 0) === 0) return undefined;
  return `The statement is about ${relation.relname ?? "the table"} ONLY, and the tables that inherit from it or are its partitions are not to change. Write the steps by hand.`;
}

/** The limit that the wait for locks is to get; undefined where the migration limits it already. */
export function missingLimit(facts: RecipeFacts): string | undefined {
  const catalog = catalogOf(facts);
  const set = catalog && sessionSetting(catalog, "lock_timeout");
  const unlimited = set === undefined || /^0\D*$/.test(set);
  return unlimited ? facts.lockTimeout : undefined;
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

export function withoutConcurrently(node: Node | undefined): Node | undefined {
  if (node === undefined) return undefined;
  if ("IndexStmt" in node) return { IndexStmt: { ...node.IndexStmt, concurrent: false } };
  if ("DropStmt" in node) return { DropStmt: { ...node.DropStmt, concurrent: false } };
  return undefined;
}
