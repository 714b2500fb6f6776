import type { Catalog } from "../../catalog/catalog.ts";
import { displayName } from "../../catalog/ids.ts";
import { isTable, type Index, type Table } from "../../catalog/relations.ts";
import { literal, qualified, sql } from "../../sql/fragment.ts";
import type { PendingPhase, RecipeFacts, Refusal } from "../recipe.ts";
import { droppedIndex } from "../support/droppedIndex.ts";
import { dropIndexAtTheEnd } from "../support/dropIndex.ts";
import { indexAsItIs } from "../support/indexSql.ts";
import { placeOf, worksOnRows } from "../support/laterWork.ts";
import { catalogOf, setsSearchPath } from "../support/subject.ts";
import { versionWithout } from "./versionWithout.ts";

/** A unique index of no constraint that a statement drops and nothing else, in the catalog before. */
export interface UniqueIndexTarget {
  readonly catalog: Catalog;
  readonly table: Table;
  readonly index: Index;
}

export function uniqueIndexDropped(facts: RecipeFacts): UniqueIndexTarget | undefined {
  const { node } = facts.statement.statement;
  if (node === undefined || !("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_INDEX")
    return undefined;
  const index = droppedIndex(facts);
  const catalog = catalogOf(facts);
  const table = index === undefined ? undefined : catalog?.get("relation", index.table);
  if (index === undefined || catalog === undefined || !isTable(table)) return undefined;
  return index.unique && (node.DropStmt.objects?.length ?? 0) === 1 ? { catalog, table, index } : undefined;
}

/** The end of the rollout: it goes while reads and writes go on, and comes back so. */
export function uniqueIndexContract(target: UniqueIndexTarget, facts: RecipeFacts): PendingPhase | Refusal {
  const { catalog, table, index } = target;
  const refused = obstacle(target, facts);
  const build = indexAsItIs(index, catalog, facts.grammar);
  if (refused !== undefined) return { refused };
  if (build === undefined)
    return {
      refused: `The index ${index.name} cannot be written down again, so nothing would bring it back.`,
    };
  const schema = index.schema === "public" && !setsSearchPath(facts) ? undefined : index.schema;
  const name = qualified(schema, index.name);
  const drop = sql`DROP INDEX CONCURRENTLY IF EXISTS ${name}`.text;
  const up = [dropIndexAtTheEnd(drop, build.once.at(-1) ?? "")];
  const columns = index.columns.flatMap(({ on }) => {
    const column = table.columns.find(({ number }) => number === on);
    return column === undefined ? [] : [column.name];
  });
  return {
    phase: "contract",
    preconditions: [
      {
        label: `the index ${index.name} is there`,
        query: sql`SELECT pg_catalog.to_regclass(${literal(name.text)}) IS NOT NULL`.text,
      },
    ],
    steps: [
      {
        phase: "contract",
        title: `Drop ${displayName(index).replace(/^public\./, "")} while reads and writes go on`,
        suffix: "finish",
        transaction: "none",
        up,
        down: build.once,
        repeatable: { up, down: build.again },
        deployBefore: versionWithout({ catalog, table, columns, name: index.name }),
      },
    ],
  };
}

function obstacle({ index }: UniqueIndexTarget, facts: RecipeFacts): string | undefined {
  const { node } = facts.statement.statement;
  if (node !== undefined && "DropStmt" in node && node.DropStmt.behavior === "DROP_CASCADE")
    return "DROP INDEX CONCURRENTLY knows no CASCADE. Drop the constraint that needs the index first.";
  if (index.kind === "partitioned-index")
    return "DROP INDEX CONCURRENTLY is refused for the index of a partitioned table (0A000).";
  const writer = facts.later().find((later) => worksOnRows(later, index.table));
  return writer === undefined
    ? undefined
    : `${placeOf(writer, facts)} works on the table and may write what the unique index still refuses then. Move it to a migration that comes once the rollout is finished.`;
}
