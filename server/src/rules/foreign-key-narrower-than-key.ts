import { displayName } from "../catalog/ids.ts";
import { narrowColumns } from "../interpret/surprises/constraints.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { isTable } from "../catalog/relations.ts";
import { builtinName } from "../interpret/types/typeRefs.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { hasSurprise } from "./support/surprises.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";

export const foreignKeyNarrowerThanKey = defineRule({
  id: "foreign-key-narrower-than-key",
  group: "data",
  severity: "warning",
  summary: "A foreign key of a smaller integer type than its key fails once the keys outgrow it",
  why: `PostgreSQL lets an \`integer\` column reference a \`bigint\` key. All goes well until the key passes 2147483647: from then
on no row can reference the new ones (22003). Often the key was made bigint and the tables that reference it were forgotten;
changing them then rewrites tables that have grown.`,
  instead: "Give the column the type of the key, while the table is small.",
  withoutPlan:
    "Another type rewrites the table, which has a plan of its own: change the type of the column as a statement of its own (change-column-type-by-dual-write).",
  references: [
    "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
    "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT",
  ],
  messages: {
    narrow:
      "Rows cannot reference keys above {most}: {columns} is smaller than the bigint key it references. Give it the type of the key, best while its table is small.",
    small:
      "Rows cannot reference keys above {most}: {columns} is smaller than the key it references. Give it the type of the key, best while its table is small.",
  },
  recipes: [],
  concerns: (statement) => hasSurprise(statement, "narrow-reference"),
  section: (context, concerned) =>
    concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => narrow(entry, statement, context).length > 0);
      if (found === undefined) return [];
      const columns = narrow(found.entry, statement, context);
      const most = columns.every(({ type }) => type === "int4") ? "2147483647" : "32767";
      const data = { most, columns: enumerateFew(columns.map(({ name }) => name)) };
      const message = columns.every(({ key }) => key === "int8") ? "narrow" : "small";
      return [{ ...report(found, context, message, { data }), statement }];
    }),
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users);",
      good: "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
    },
  ],
});

interface Narrow {
  readonly name: string;
  readonly type: string;
  readonly key: string;
}

/** The columns that are too narrow, and still so at the section's end. */
function narrow(entry: TimelineEntry, statement: AnalysedStatement, context: RuleContext): readonly Narrow[] {
  const end = catalogAtEnd(entry, statement, context);
  return (entry.effects.surprises ?? []).flatMap(({ code, relation, part }) => {
    const table = code === "narrow-reference" ? end?.get("relation", relation.id) : undefined;
    if (!isTable(table)) return [];
    const left = table.constraints.flatMap((key) =>
      key.kind === "foreign-key" ? narrowColumns(key, table, end?.get("relation", key.references)) : [],
    );
    return left
      .filter(({ column }) => column.name === part)
      .map(({ column, key }) => ({
        name: `${displayName(table)}.${column.name}`,
        type: builtinName(column.type) ?? "",
        key: builtinName(key.type) ?? "",
      }));
  });
}
