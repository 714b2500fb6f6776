import { interpret } from "../../interpret/interpret.ts";
import { StatementCache } from "../../sql/parse.ts";
import type { RecipeFacts } from "../recipe.ts";
import { entryOf } from "./subject.ts";

const cache = new StatementCache();

/**
 * Why SQL would fail on what the statement leaves behind, in words without a full stop; undefined where it would not.
 *
 * @param after another statement of its section, after which the SQL is looked at
 */
export function failureOf(text: string, facts: RecipeFacts, after = facts.statement): string | undefined {
  const entry = entryOf({ ...facts, statement: after });
  const [major] = facts.majors;
  if (entry === undefined || major === undefined) return undefined;
  const statement = cache.get(text, facts.grammar);
  if (statement.problem !== undefined) return statement.problem.message;
  const target = { major, timeZone: "UTC", inTransaction: true, assumesMissing: true };
  const { fails } = interpret(entry.after, statement, target).effects;
  return fails?.when === "always" ? fails.message : undefined;
}
