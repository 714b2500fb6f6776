import type { AnalysedStatement } from "../../rules/rule.ts";
import { stringOf } from "../../interpret/nodes.ts";
import type { Statement } from "../../sql/statement.ts";
import type { RecipeFacts } from "../recipe.ts";
import { soleTableCommand } from "../support/soleCommand.ts";
import { constraintDropped, keyTarget, type KeyTarget } from "./targetKey.ts";

/** What of a statement adds a constraint, as written. */
export function constraintAddedBy(statement: Statement) {
  const found = soleTableCommand(statement);
  const def = found?.command.subtype === "AT_AddConstraint" ? found.command.def : undefined;
  if (found === undefined || def === undefined || !("Constraint" in def)) return undefined;
  const { conname, contype, keys = [] } = def.Constraint;
  return { table: found.relation.relname, name: conname, contype, columns: keys.map(stringOf) };
}

/** Whether a statement adds the key again: by its name, or without one by what it is. */
export function addsKey(candidate: Statement, { table, key }: KeyTarget): boolean {
  const added = constraintAddedBy(candidate);
  if (added === undefined || added.table !== table.name) return false;
  if (added.name !== undefined) return added.name === key.name;
  if (key.kind === "primary-key") return added.contype === "CONSTR_PRIMARY";
  const columns = key.columns.map((number) => table.columns.find((each) => each.number === number)?.name);
  return added.contype === "CONSTR_UNIQUE" && columns.join("\n") === added.columns.join("\n");
}

/** Whether a statement builds the key's index again, for the key to be added USING it. */
export function buildsKey({ node }: Statement, { table, key }: KeyTarget): boolean {
  return (
    node !== undefined &&
    "IndexStmt" in node &&
    node.IndexStmt.idxname === key.name &&
    node.IndexStmt.relation?.relname === table.name
  );
}

/**
 * For the drop of a key, the statement behind it in the file that adds the one in its place: under its name, or as the
 * primary key, of which a table has one.
 */
export function keyBehind(facts: RecipeFacts): AnalysedStatement | undefined {
  if (constraintDropped(facts) === undefined) return undefined;
  const { section, statement } = facts;
  const behind = section.statements.filter(({ span }) => span.start > statement.span.start);
  if (!behind.some((each) => constraintAddedBy(each.statement) !== undefined)) return undefined;
  const target = keyTarget(facts);
  return "refused" in target ? undefined : behind.find((each) => takesPlace(each.statement, target));
}

function takesPlace(candidate: Statement, { table, key }: KeyTarget): boolean {
  const added = constraintAddedBy(candidate);
  if (added === undefined || added.table !== table.name) return false;
  const isPrimary = key.kind === "primary-key" && added.contype === "CONSTR_PRIMARY";
  return isPrimary || (added.name === key.name && added.contype === "CONSTR_UNIQUE");
}
