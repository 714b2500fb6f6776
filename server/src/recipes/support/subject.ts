import type { RangeVar } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { TimelineEntry } from "../../timeline/timeline.ts";
import { ident, type Sql } from "../../sql/fragment.ts";
import type { Statement } from "../../sql/statement.ts";
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

/** Inserts words after the first token sequence in the user's own text. */
export function insertAt(statement: Statement, offset: number, words: string): string {
  return statement.text.slice(0, offset) + words + statement.text.slice(offset);
}
