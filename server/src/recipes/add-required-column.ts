import type { Catalog } from "../catalog/catalog.ts";
import type { Column, Table } from "../catalog/relations.ts";
import { ident, sql, Sql } from "../sql/fragment.ts";
import { addedColumn, dropsAdded, knownAddition, fillingObstacle, type AddedColumn } from "./fill/added.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { readRequiredState, type RequiredState } from "./required/state.ts";
import { requiredContract, requiredSteps } from "./required/steps.ts";
import { failureOf } from "./support/failureOf.ts";
import { FreeNames } from "./support/freeName.ts";
import { holdsValue } from "./support/holdsValue.ts";
import { nameOfRelation } from "./support/subject.ts";
import { beginTransition } from "./transition/begin.ts";
import { columnType } from "./transition/columnSql.ts";
import { lastTrigger } from "./transition/lastTrigger.ts";
import { isConstrained } from "./transition/obstacles.ts";
import { rolloutId } from "./support/rolloutId.ts";

export const addRequiredColumn = defineRecipe({
  id: "add-required-column",
  title: "Add the column without NOT NULL, fill it, and require it once every version writes it",
  kind: "refactor.rewrite",
  summary:
    'What rows hold that do not say it only you know: write `-- lockkeeper-value COLUMN = EXPRESSION` above the statement, or give `--value "COLUMN = EXPRESSION"` on the command line; the expression may use the other columns of the row. The column is added without NOT NULL, a trigger gives it that value in rows of the application version that does not know it, and old rows are filled in batches with a commit after each. Finishing the rollout sets NOT NULL, proven by a CHECK so that nothing is scanned under a lock, and takes the trigger away. Until then an INSERT of NULL gets the value too.',
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, mail text);",
      bad: "-- lockkeeper-value country = 'NL'\nALTER TABLE users ADD COLUMN country text NOT NULL;",
    },
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, mail text);",
      bad: "-- lockkeeper-value login = lower(coalesce(split_part(mail, '@', 1), 'user')) || id\nALTER TABLE users ADD COLUMN login varchar(80) NOT NULL;",
    },
  ],
  applies: (facts) =>
    addedColumn(facts.statement.statement) !== undefined &&
    [...facts.statement.entries.values()].some(({ effects }) => effects.fails?.sqlstate === "23502"),
  plan,
  isInverse: (candidate, facts) => dropsAdded(candidate, addedColumn(facts.statement.statement)),
  resume(state) {
    const known = readRequiredState(state);
    return known === undefined ? undefined : requiredContract(known);
  },
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const known = knownAddition(facts);
  if ("refused" in known) return known;
  const { added, table, column, catalog } = known;
  const refused = obstacleOf(facts, added, table, column, catalog);
  if (refused !== undefined) return { refused };
  const state = stateOf(facts, added, table, column, catalog);
  if ("refused" in state) return state;
  const id = rolloutId("require", table.name, added.name);
  return {
    recipe: "add-required-column",
    title: `Add ${ident(table.name, added.name).text} and require it once every version writes it`,
    name: id,
    rollout: { id, state },
    steps: requiredSteps(state),
    pending: [requiredContract(state)],
  };
}

function obstacleOf(
  facts: RecipeFacts,
  added: AddedColumn,
  table: Table,
  column: Column,
  catalog: Catalog,
): string | undefined {
  if (isConstrained(catalog, column.type))
    return `The type of ${added.name} is a domain with constraints: adding a column of it reads or rewrites the table.`;
  return fillingObstacle(facts, added, table);
}

function stateOf(
  facts: RecipeFacts,
  { relation, name }: AddedColumn,
  table: Table,
  column: Column,
  catalog: Catalog,
): RequiredState | Refusal {
  const names = new FreeNames(facts);
  const begun = beginTransition({ relation, table, catalog }, `${name}_required`, names, facts);
  if ("refused" in begun) return begun;
  const type = columnType(catalog, column);
  if (type === undefined) return { refused: `The type of ${name} cannot be written down again.` };
  const value = facts.values().of(name);
  if (value === undefined)
    return {
      refused: `Nothing says what the rows that are there are to hold in ${name}. Write “-- lockkeeper-value ${ident(name).text} = EXPRESSION” above the statement, or give --value "${ident(name).text} = EXPRESSION"; the expression may use the row's other columns.`,
    };
  const wrong = failureOf(
    sql`UPDATE ${nameOfRelation(facts, relation)} SET ${ident(name)} = ${Sql.verbatim(value)}`.text,
    facts,
  );
  if (wrong !== undefined) return { refused: `The value given for ${name} cannot be computed: ${wrong}.` };
  return {
    ...begun,
    column: name,
    type,
    value,
    trigger: lastTrigger(table, name, "_required", names),
    check: names.choose(`${table.name}_${name}`, "_not_null_check", { of: "constraint", table }),
    condition: holdsValue(name, column.type, catalog).text,
  };
}
