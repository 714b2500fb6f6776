import type { CreateCastStmt, Node } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { formatType } from "./formatType.ts";
import { breaksObject } from "../breakage/objects.ts";
import { isOpenWorld } from "../openWorld/world.ts";
import { itemsOf } from "../nodes.ts";
import { typeOf } from "./lookup.ts";

export function castKey(source: TypeRef, target: TypeRef): string {
  const text = ({ id, array }: TypeRef): string => `${id}${array ? "[]" : ""}`;
  return `${text(source)} as ${text(target)}`;
}

/** CREATE CAST: no relation is locked, but types of columns may change in more ways from now on. */
export function createCast(execution: Execution, statement: CreateCastStmt): void {
  const { sourcetype, targettype, func, inout, context } = statement;
  if (sourcetype === undefined || targettype === undefined) return;
  const source = typeOf(execution, sourcetype);
  const target = typeOf(execution, targettype);
  const key = castKey(source, target);
  if (execution.edit.get("cast", key) !== undefined)
    execution.fail(
      "42710",
      `cast from type ${formatType(execution, source)} to type ${formatType(execution, target)} already exists`,
    );
  const method = inout === true ? "text" : func === undefined ? "binary" : "function";
  const contexts = { COERCION_IMPLICIT: "implicit", COERCION_ASSIGNMENT: "assignment" } as const;
  const when =
    context === "COERCION_IMPLICIT" || context === "COERCION_ASSIGNMENT" ? contexts[context] : "explicit";
  execution.edit.put({ collection: "cast", key, value: { method, context: when } });
}

/** DROP CAST (source AS target). */
export function dropCast(execution: Execution, object: Node): void {
  const [source, target] = itemsOf(object).flatMap((node) =>
    "TypeName" in node ? [typeOf(execution, node.TypeName)] : [],
  );
  if (source === undefined || target === undefined) return;
  const key = castKey(source, target);
  const isKnown = execution.edit.get("cast", key) !== undefined;
  execution.edit.put({ collection: "cast", key, value: undefined });
  if (!isKnown && !isOpenWorld(execution)) return;
  const name = `cast (${formatType(execution, source)} AS ${formatType(execution, target)})`;
  execution.recorder.destroys({ code: "other", name, implied: false, loses: "definition" });
  const named = { collection: "cast", key } as const;
  const openness = isKnown ? {} : { assumed: true as const };
  breaksObject(execution, { code: "old-code-uses-object", object: name, named, ...openness });
}
