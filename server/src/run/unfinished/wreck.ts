import type { Catalog } from "../../catalog/catalog.ts";
import { isIndex, type Index } from "../../catalog/relations.ts";
import { isConcurrent } from "../../recipes/inverse/inverseOf.ts";
import { qualified } from "../../sql/fragment.ts";
import type { FoldedStatement, Folding } from "../foldApplied.ts";
import { foldScript } from "./foldScript.ts";
import type { Stop } from "./stop.ts";

/** The INVALID index that a CREATE INDEX CONCURRENTLY leaves when it does not come to its end. */
export interface Wreck {
  /** In SQL, with its schema. */
  readonly index: string;
  /** Which statement of the migration builds it, from 1. */
  readonly statement: number;
}

/** The first one that the database has of a migration's statements. */
export function wreckOf(live: Catalog, statements: readonly FoldedStatement[]): Wreck | undefined {
  const invalid = [...live.all("relation").values()].filter(isIndex).filter(({ valid }) => !valid);
  if (invalid.length === 0) return undefined;
  for (const [at, { entry }] of statements.entries()) {
    if (!isConcurrent(entry.statement.node)) continue;
    const left = invalid.find((index) => !has(entry.before, index) && has(entry.after, index));
    if (left !== undefined) return { index: qualified(left.schema, left.name).text, statement: at + 1 };
  }
  return undefined;
}

function has(catalog: Catalog, { schema, name }: Index): boolean {
  return [...catalog.all("relation").values()].some(
    (relation) => isIndex(relation) && relation.schema === schema && relation.name === name,
  );
}

/** The database without it. */
export function withoutWreck(live: Catalog, { index }: Wreck, fold: Folding): Catalog {
  return foldScript(live, `DROP INDEX ${index};`, fold, { apart: true, assumesMissing: false }).end;
}

/** A build that began says that all before it is done: it runs in no transaction. Undefined where the schema says otherwise. */
export function stopAt({ statement }: Wreck, stop: Stop | undefined): Stop | undefined {
  const done = statement - 1;
  const fits = stop?.otherwise.length === 0 && stop.least <= done && done <= stop.most;
  return fits ? { ...stop, least: done, most: done } : undefined;
}

/** What takes it away, sent by itself. */
export function dropWreck({ index }: Wreck): string {
  return `DROP INDEX CONCURRENTLY IF EXISTS ${index}`;
}
