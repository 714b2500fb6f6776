import type { Column, Table } from "../catalog/relations.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { ident, sql } from "../sql/fragment.ts";
import { addedColumn, dropsAdded, knownAddition } from "./fill/added.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { requiredEnd } from "./required/steps.ts";
import { FreeNames } from "./support/freeName.ts";
import { holdsValue } from "./support/holdsValue.ts";
import { recallPhase, rememberPhase } from "./support/rememberedPhase.ts";
import { rolloutId } from "./support/rolloutId.ts";
import { nameOfRelation, onlyObstacle } from "./support/subject.ts";
import { columnType } from "./transition/columnSql.ts";
import { isConstrained } from "./transition/obstacles.ts";

export const requireColumnLater = defineRecipe({
  id: "require-column-later",
  title: "Add the column without NOT NULL, and require it once the application has filled it",
  kind: "refactor.rewrite",
  summary:
    "For a column whose values the application knows and no expression gives: it is added without NOT NULL, so that the running version goes on inserting. The application writes it from its next version on and fills the rows that are there. Finishing the rollout stops unless every row holds a value, and sets NOT NULL, proven by a CHECK so that nothing is scanned under a lock. Where an expression gives the value, add-required-column fills the rows by itself.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, mail text);",
      bad: "ALTER TABLE users ADD COLUMN country text NOT NULL;",
    },
  ],
  applies: (facts) =>
    facts.section.direction === "up" &&
    addedColumn(facts.statement.statement) !== undefined &&
    [...facts.statement.entries.values()].some(({ effects }) => effects.fails?.sqlstate === "23502"),
  plan,
  isInverse: (candidate, facts) => dropsAdded(candidate, addedColumn(facts.statement.statement)),
  resume: recallPhase,
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const known = knownAddition(facts);
  if ("refused" in known) return known;
  const { added, table, column, catalog } = known;
  const refused = obstacle(table, column, catalog) ?? onlyObstacle(facts, added.relation);
  if (refused !== undefined) return { refused };
  const type = columnType(catalog, column);
  if (type === undefined || (added.definition.constraints ?? []).length > 1)
    return {
      refused: `${added.name} comes with more than its type and NOT NULL. Write the rest as ALTER TABLE … ADD CONSTRAINT or ALTER COLUMN after this one first.`,
    };
  const name = nameOfRelation(facts, added.relation);
  const pending = requiredEnd(name, {
    column: added.name,
    check: new FreeNames(facts).choose(`${table.name}_${added.name}`, "_not_null_check", {
      of: "constraint",
      table,
    }),
    condition: holdsValue(added.name, column.type, catalog).text,
  });
  const id = rolloutId("require", table.name, added.name);
  return {
    recipe: "require-column-later",
    title: `Add ${ident(table.name, added.name).text} and require it once the application has filled it`,
    name: id,
    rollout: { id, state: rememberPhase(pending) },
    steps: [
      {
        phase: "expand",
        title: `Add ${added.name} without NOT NULL, so that the running version goes on inserting`,
        transaction: "same",
        up: [sql`ALTER TABLE ${name} ADD COLUMN IF NOT EXISTS ${ident(added.name)} `.text + type],
        down: [sql`ALTER TABLE ${name} DROP COLUMN IF EXISTS ${ident(added.name)}`.text],
        deployAfter: `the version of the application that writes ${added.name}, and let it fill the rows that are there`,
      },
    ],
    pending: [pending],
  };
}

function obstacle(table: Table, column: Column, catalog: Catalog): string | undefined {
  if (isConstrained(catalog, column.type))
    return `The type of ${column.name} is a domain with constraints: adding a column of it reads or rewrites the table.`;
  return table.kind !== "table" || table.children.length > 0 || table.parents.length > 0
    ? `${table.name} is partitioned, foreign or inherits: each table of its family would have to be checked by itself.`
    : undefined;
}
