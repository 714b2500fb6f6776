import type { Table } from "../../catalog/relations.ts";
import { sessionSetting } from "../../catalog/settings.ts";
import { ident, sql, truncateName } from "../../sql/fragment.ts";
import type { Plan, RecipeFacts } from "../recipe.ts";
import { cutObstacle } from "../support/cutObstacle.ts";
import { lockOn, placeOf } from "../support/laterWork.ts";
import { catalogOf, nameOfRelation, onlyObstacle, setsSearchPath } from "../support/subject.ts";
import { fillInBatches } from "../transition/backfill.ts";
import { columnsRead, type RowChange } from "./change.ts";
import { sourcesOf } from "./sources.ts";

/** Why the rows of a table cannot be changed in batches, in words. */
export function batchObstacle(
  facts: RecipeFacts,
  change: RowChange,
  table: Table,
  key: readonly string[],
): string | undefined {
  const { relation, set, columns, values, condition } = change;
  const name = table.name;
  if (table.kind !== "table" || table.children.length > 0)
    return `${name} is partitioned, foreign or inherited from; its rows cannot be walked by one key yet.`;
  const moved = columns.find((column) => key.includes(column));
  if (moved !== undefined)
    return `${moved} is part of the key by which the rows are walked. Write the batches by hand.`;
  if (table.triggers.some(({ forEachRow, enabled }) => !forEachRow && enabled !== "disabled"))
    return `${name} has a trigger that fires once for a statement, and would fire for each batch.`;
  if (table.rules.length > 0) return `${name} has rules, which would be applied to each batch.`;
  if (table.rowSecurity.enabled && table.rowSecurity.forced)
    return `${name} forces row level security on its owner, so the walk might not see every row.`;
  const refersToItself = table.constraints.some(
    (each) => each.kind === "foreign-key" && each.references === table.id,
  );
  if (set === undefined && refersToItself)
    return `${name} references itself: rows of a later batch may still refer to those of an earlier one. Delete in the order of the references.`;
  const read = columnsRead([...values, ...(condition === undefined ? [] : [condition])]);
  if (read.some((column) => column.startsWith("lockkeeper_")))
    return "A column has a name that the batches use.";
  return onlyObstacle(facts, relation) ?? ofSettings(facts, change) ?? ofRest(facts, table);
}

/** What the file has set for the session is not set where the batches run. */
function ofSettings(facts: RecipeFacts, change: RowChange): string | undefined {
  if (setsSearchPath(facts) && sourcesOf(change).length > 0)
    return "The file sets search_path, and the tables that the statement reads would be others without it. Write their schemas first.";
  const catalog = catalogOf(facts);
  const set = printing.find((name) => catalog !== undefined && sessionSetting(catalog, name) !== undefined);
  return set === undefined || facts.section.transaction === "autocommit"
    ? undefined
    : `The file sets ${set}, which the batches would do without: they are a migration of their own. Write AT TIME ZONE or a format into the statement, and leave the setting out.`;
}

/** Settings by which values are read and printed, as the catalog has them. */
const printing = ["timezone", "datestyle", "intervalstyle", "bytea_output", "default_text_search_config"];

/** Why what stands behind, where it works on the same table, must not come to a migration of its own. */
function ofRest(facts: RecipeFacts, table: Table): string | undefined {
  const { section, statement } = facts;
  const next = section.statements.find(({ span }) => span.start > statement.span.start);
  if (next === undefined || worksBehind(facts, table) === undefined) return undefined;
  return cutObstacle({ ...facts, statement: next });
}

/** In words, what works on the table later in the file: it would run before the rows are changed. */
export function worksBehind(facts: RecipeFacts, table: Table): string | undefined {
  const later = facts
    .later()
    .find((each) => lockOn(each, table.id) !== undefined && each.path === facts.section.path);
  return later === undefined
    ? undefined
    : `${placeOf(later, facts)} works on ${table.name} too, and it would run before the rows are changed. Move it to a migration that comes after this one.`;
}

/** The rows are walked by a key, with a commit after each batch. */
export function batchPlan(
  recipe: string,
  facts: RecipeFacts,
  { relation, alias, set, where, from, head }: RowChange,
  table: Table,
  key: readonly string[],
): Plan {
  const { batchSize, batchDelay } = facts;
  const missing = where === undefined ? sql`true` : sql`(${where})`;
  const walk = {
    table: nameOfRelation(facts, relation),
    alias: ident(alias),
    key,
    ownTriggers: "none",
    batchSize,
    batchDelay,
  } as const;
  const filling = {
    ...(set === undefined ? {} : { set }),
    ...(from === undefined ? {} : { from }),
    ...(head === undefined ? {} : { head }),
    missing,
  };
  const verb = set === undefined ? "Delete" : "Change";
  const behind = worksBehind(facts, table);
  const words = `${verb}_${table.name}_in_batches`.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return {
    recipe,
    title: `${verb} rows of ${table.name} in batches while reads and writes go on`,
    name: truncateName(words),
    steps: [
      {
        phase: "migrate",
        title: `${verb} rows in batches, each with its own commit; may be stopped and started again.`,
        transaction: "none",
        up: [fillInBatches(walk, filling)],
        down: [],
      },
    ],
    pending: [],
    ...(behind === undefined ? {} : { restAfter: behind }),
  };
}
