import { ident, sql, Sql } from "../../sql/fragment.ts";
import { StatementCache } from "../../sql/parse.ts";
import type { Statement } from "../../sql/statement.ts";
import { whyNotOfItsRow } from "../batch/meaning.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { failureOf } from "../support/failureOf.ts";
import { nameOfRelation } from "../support/subject.ts";
import { typeSql } from "../support/typeSql.ts";
import { whyNotImmutable } from "./immutable.ts";
import { isSameTable, partOf, type Assigned } from "./part.ts";
import { readBy, type Shape } from "./shape.ts";
import type { ReshapeTarget } from "./target.ts";

const cache = new StatementCache();

/** By old column: what it holds in a row of which only the new ones are written; or why that is not known. */
export function backwardOf(
  { shape, old, catalog }: ReshapeTarget,
  facts: RecipeFacts,
): ReadonlyMap<string, Assigned> | Refusal {
  const names = shape.added.flatMap(({ colname }) => colname ?? []);
  const found = new Map<string, Assigned>();
  for (const {
    from: column,
    column: { type },
  } of old) {
    const update = given(shape, column, facts) ?? undone(shape, column, facts);
    const part = update === undefined ? undefined : partOf(update);
    const assigned = part?.sets.get(column);
    if (update === undefined || part?.change === undefined || assigned === undefined)
      return { refused: notSaid(column, names) };
    const other = readBy(assigned).find((each) => !names.includes(each));
    if (other !== undefined)
      return {
        refused: `The value given for ${column} is computed from ${other}. Compute it from ${names.join(", ")} alone: a change of another column would leave it as it is.`,
      };
    const wrong = failureOf(update.text, facts, shape.filled);
    if (wrong !== undefined)
      return { refused: `The value given for ${column} cannot be computed: ${wrong}.` };
    const sqlType = typeSql(catalog, type);
    const unsuitable =
      (sqlType === undefined ? undefined : whyNotImmutable(column, assigned, sqlType, shape, facts)) ??
      whyNotOfItsRow(part.change, catalog);
    if (unsuitable !== undefined) return { refused: unsuitable };
    found.set(column, assigned);
  }
  return found;
}

function notSaid(column: string, names: readonly string[]): string {
  const example = `${ident(column).text} = EXPRESSION`;
  return `Nothing says what ${column} holds in a row of which a new version writes ${names.join(", ")}, and the version that runs meanwhile would read and keep a stale value. Write “-- lockkeeper-value ${example}” above the statement, give --value "${example}", or undo the change in the down by an UPDATE that sets ${column}.`;
}

function given(shape: Shape, column: string, facts: RecipeFacts): Statement | undefined {
  const text = facts.values(shape.statements.at(-1)).of(column);
  if (text === undefined) return undefined;
  const table = nameOfRelation(facts, shape.relation);
  return cache.get(sql`UPDATE ${table} SET ${ident(column)} = ${Sql.verbatim(text)}`.text, facts.grammar);
}

/** The down says it too. */
function undone({ relation }: Shape, column: string, { undoing }: RecipeFacts): Statement | undefined {
  return undoing.find((each) => {
    const part = partOf(each);
    return part !== undefined && isSameTable(part.relation, relation) && part.sets.has(column);
  });
}
