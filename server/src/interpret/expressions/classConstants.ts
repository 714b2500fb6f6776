import type { Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import {
  isUnmodelled,
  rangeNamed,
  relationOf,
  requireQueried,
  requireRelation,
  splitName,
} from "../names/lookup.ts";
import { stringOf, stringsOf } from "../nodes.ts";

/** Functions whose first argument is a regclass, so that a string constant there is looked up by the parser. */
const takers = [
  "nextval",
  "setval",
  "currval",
  "pg_relation_size",
  "pg_table_size",
  "pg_indexes_size",
  "pg_total_relation_size",
  "pg_extension_config_dump",
];

/** Fails with 42P01 where a node is a regclass constant, or the call of a function that takes one, of no relation. */
export function requireClassConstant(execution: Execution, node: Node): void {
  const text = classText(node);
  // A history that began on another database may name any sequence.
  if (text === undefined || execution.target.assumesMissing === true) return;
  if (/^(?:\d+|-)$/u.test(text)) return;
  const range = rangeNamed(text);
  const { schemaname, relname = "" } = range;
  if (schemaname === undefined ? relname.startsWith("pg_") : isUnmodelled(schemaname)) return;
  // Before 16 the schema is missed first (regclassin).
  if (relationOf(execution, range) !== undefined) return;
  if (execution.server.isSince(16)) requireQueried(execution, range);
  else requireRelation(execution, range);
}

function classText(node: Node): string | undefined {
  if ("TypeCast" in node)
    return stringsOf(node.TypeCast.typeName?.names).at(-1) === "regclass"
      ? constant(node.TypeCast.arg)
      : undefined;
  if (!("FuncCall" in node)) return undefined;
  const { schema, name } = splitName(node.FuncCall.funcname);
  return (schema ?? "pg_catalog") === "pg_catalog" && takers.includes(name)
    ? constant(node.FuncCall.args?.[0])
    : undefined;
}

function constant(node: Node | undefined): string | undefined {
  return node !== undefined && "A_Const" in node ? stringOf(node) : undefined;
}
