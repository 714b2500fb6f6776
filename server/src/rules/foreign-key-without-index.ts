import { displayName } from "../catalog/ids.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { isIndex, isTable, type ForeignKeyConstraint, type Index, type Table } from "../catalog/relations.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { changedTables, columnNames, newConstraints } from "./support/made.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";

export const foreignKeyWithoutIndex = defineRule({
  id: "foreign-key-without-index",
  group: "style",
  severity: "info",
  summary:
    "Without an index on the columns of a foreign key, deleting a referenced row reads the whole table",
  why: `PostgreSQL makes no index for the referencing side of a foreign key. For each row that is deleted from the referenced
table, or whose key changes, it looks for rows that reference it; without an index that begins with those columns it reads
the whole table each time, under the locks of the DELETE.`,
  instead:
    "An index that begins with the columns of the foreign key: `CREATE INDEX CONCURRENTLY` once the table has rows.",
  withoutPlan: "Nothing blocks here: add the index, CONCURRENTLY where the table has rows.",
  references: ["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"],
  messages: {
    unindexed:
      "Each DELETE of a row of {referenced}, and each change of its key, reads all of {table}: no index begins with {columns}.",
  },
  recipes: [],
  concerns: (statement) => onSome(statement, (entry) => addedKeys(entry).length > 0),
  section: (context, concerned) =>
    concerned.flatMap((statement) => {
      const left = (entry: TimelineEntry) => unindexed(entry, statement, context);
      const found = firstAffected(statement, (entry) => left(entry).length > 0);
      if (found === undefined) return [];
      return left(found.entry).map((data) => ({
        ...report(found, context, "unindexed", { data }),
        statement,
      }));
    }),
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
      good: "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users); CREATE INDEX ON orders (user_id, id);",
    },
  ],
});

interface AddedKey {
  readonly table: Table;
  readonly key: ForeignKeyConstraint;
}

function addedKeys(entry: TimelineEntry): readonly AddedKey[] {
  return changedTables(entry).flatMap((changed) =>
    newConstraints(changed).flatMap((key) =>
      key.kind === "foreign-key" ? [{ table: changed.now, key }] : [],
    ),
  );
}

/** What is said of each foreign key of the statement that has no index at the section's end. */
function unindexed(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly Readonly<Record<string, string>>[] {
  const end = catalogAtEnd(entry, statement, context);
  if (end === undefined) return [];
  return addedKeys(entry).flatMap(({ table: { id }, key }) => {
    const table = end.get("relation", id);
    if (!isTable(table) || !table.constraints.some((each) => each.id === key.id)) return [];
    const indexes = table.indexes.flatMap((each) => indexIn(end, each));
    if (indexes.some((index) => serves(index, key))) return [];
    const referenced = end.get("relation", key.references);
    return referenced === undefined
      ? []
      : [
          {
            referenced: displayName(referenced),
            table: displayName(table),
            columns: enumerateFew(columnNames(table, key.columns)),
          },
        ];
  });
}

function indexIn(catalog: Catalog, id: Index["id"]): readonly Index[] {
  const index = catalog.get("relation", id);
  return isIndex(index) ? [index] : [];
}

/** Rows are looked for by all columns of the key, in any order, and none of them is NULL. */
function serves({ columns, predicate, valid, method }: Index, key: ForeignKeyConstraint): boolean {
  if (!valid || (method !== "btree" && method !== "hash")) return false;
  if (predicate !== undefined && !isNotNull(predicate.node)) return false;
  const leading = new Set(columns.slice(0, key.columns.length).map(({ on }) => on));
  return key.columns.every((number) => leading.has(number));
}

function isNotNull(node: object): boolean {
  return "NullTest" in node && JSON.stringify(node).includes('"IS_NOT_NULL"');
}
