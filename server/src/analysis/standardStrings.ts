import type { Node } from "@pgsql/types";
import { stringOf } from "../sql/ast.ts";
import type { Statement } from "../sql/statement.ts";

const setting = "standard_conforming_strings";

/** Whether a statement makes PostgreSQL read '…' with escapes from then on, for the session, a role or a database. */
export function turnsStandardStringsOff({ text, node }: Statement): boolean {
  if (node === undefined || !text.toLowerCase().includes(setting)) return false;
  const set = setIn(node);
  if (set !== undefined) return set.name?.toLowerCase() === setting && isOff(set.args?.[0]);
  // set_config('standard_conforming_strings', 'off', false)
  return new RegExp(`set_config\\s*\\(\\s*'${setting}'\\s*,\\s*'(?:${offWords})'`, "i").test(text);
}

function setIn(node: Node) {
  if ("VariableSetStmt" in node) return node.VariableSetStmt;
  if ("AlterRoleSetStmt" in node) return node.AlterRoleSetStmt.setstmt;
  return "AlterDatabaseSetStmt" in node ? node.AlterDatabaseSetStmt.setstmt : undefined;
}

/** As parse_bool of PostgreSQL has it: any beginning of a word that says no. */
const offWords = "off?|f|fa|fal|fals|false|n|no|0";

function isOff(value: Node | undefined): boolean {
  if (value === undefined || !("A_Const" in value)) return false;
  const { ival, sval } = value.A_Const;
  if (ival !== undefined) return (ival.ival ?? 0) === 0;
  return new RegExp(`^(?:${offWords})$`, "i").test(sval?.sval ?? stringOf(value) ?? "");
}
