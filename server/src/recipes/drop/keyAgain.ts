import { stringOf } from "../../interpret/nodes.ts";
import type { Statement } from "../../sql/statement.ts";
import { soleTableCommand } from "../support/soleCommand.ts";
import type { KeyTarget } from "./targetKey.ts";

/** What is asked of a key and its table here. */
interface NamedKey {
  readonly table: KeyTarget["table"];
  readonly key: Pick<KeyTarget["key"], "name" | "kind" | "columns">;
}

/** What of a statement adds a constraint, as written. */
export function constraintAddedBy(statement: Statement) {
  const found = soleTableCommand(statement);
  const def = found?.command.subtype === "AT_AddConstraint" ? found.command.def : undefined;
  if (found === undefined || def === undefined || !("Constraint" in def)) return undefined;
  const { conname, contype, keys = [] } = def.Constraint;
  return { table: found.relation.relname, name: conname, contype, columns: keys.map(stringOf) };
}

/** Whether a statement adds the key again: by its name, or without one by what it is. */
export function addsKey(candidate: Statement, { table, key }: NamedKey): boolean {
  const added = constraintAddedBy(candidate);
  if (added === undefined || added.table !== table.name) return false;
  if (added.name !== undefined) return added.name === key.name;
  if (key.kind === "primary-key") return added.contype === "CONSTR_PRIMARY";
  const columns = key.columns.map((number) => table.columns.find((each) => each.number === number)?.name);
  return added.contype === "CONSTR_UNIQUE" && columns.join("\n") === added.columns.join("\n");
}

/** Whether a statement builds the key's index again, for the key to be added USING it. */
export function buildsKey({ node }: Statement, { table, key }: NamedKey): boolean {
  return (
    node !== undefined &&
    "IndexStmt" in node &&
    node.IndexStmt.idxname === key.name &&
    node.IndexStmt.relation?.relname === table.name
  );
}
