import type { DefineStmt, Node, ObjectType } from "@pgsql/types";
import type { Routine } from "../../catalog/functions.ts";
import { nameKey } from "../../catalog/ids.ts";
import { otherWords } from "../drop/otherTargets.ts";
import { sameTypes } from "../types/typeRefs.ts";
import type { Execution } from "../execution.ts";
import { routinesAt } from "../functions/enterRoutine.ts";
import { rangeOf, schemaForCreation } from "../names/lookup.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { otherNamed, putOther } from "./otherObjects.ts";
import { typeOf } from "../types/lookup.ts";

/** CREATE AGGREGATE, OPERATOR, COLLATION, TEXT SEARCH …, and base types: no relation is locked. */
export function define(execution: Execution, statement: DefineStmt): void {
  const kind: ObjectType = statement.kind ?? "OBJECT_AGGREGATE";
  if (kind === "OBJECT_AGGREGATE") {
    defineAggregate(execution, statement);
    return;
  }
  if (kind === "OBJECT_TYPE") {
    defineType(execution, statement);
    return;
  }
  const word = otherWords[kind];
  const name = stringsOf(statement.defnames).join(".");
  // Operators are told apart by their operands, which the model does not keep.
  if (word === undefined || kind === "OBJECT_OPERATOR") return;
  if (otherNamed(execution, word, name) !== undefined) {
    if (statement.if_not_exists === true || statement.replace === true) return;
    execution.fail("42710", `${word} "${name}" already exists`);
  }
  putOther(execution, word, name);
}

function defineAggregate(execution: Execution, statement: DefineStmt): void {
  const range = rangeOf(statement.defnames);
  const schema = schemaForCreation(execution, range);
  const name = range.relname ?? "";
  const inputs = (statement.args ?? [])
    .flatMap(itemsOf)
    .flatMap((node: Node) =>
      "FunctionParameter" in node && node.FunctionParameter.argType !== undefined
        ? [typeOf(execution, node.FunctionParameter.argType)]
        : [],
    );
  const existing = routinesAt(execution, schema, name).find((routine) =>
    sameTypes(routine.arguments, inputs),
  );
  if (existing !== undefined && statement.replace !== true)
    execution.fail("42723", `function "${name}" already exists with same argument types`);
  const types = inputs.map(({ id }) => id.replace("type:", "")).join(",");
  const id = existing?.id ?? execution.edit.fresh(`function:${schema}.${name}(${types})`);
  const routine: Routine = {
    id,
    schema,
    name,
    kind: "aggregate",
    arguments: inputs,
    argumentNames: inputs.map(() => ""),
    returnsTrigger: false,
    returnsSet: false,
    language: "internal",
    volatility: "immutable",
  };
  execution.edit.put({ collection: "function", key: id, value: routine });
  if (existing !== undefined) return;
  const key = nameKey(routine);
  const overloads = execution.edit.get("functionName", key) ?? [];
  execution.edit.put({ collection: "functionName", key, value: [...overloads, id] });
}

/** A shell type, or a base type that fills one. */
function defineType(execution: Execution, statement: DefineStmt): void {
  const range = rangeOf(statement.defnames);
  const schema = schemaForCreation(execution, range);
  const name = range.relname ?? "";
  const key = nameKey({ schema, name });
  const known = execution.edit.get("typeName", key);
  const existing = known === undefined ? undefined : execution.edit.get("type", known);
  const isShell = statement.definition === undefined;
  if (existing !== undefined && (existing.kind !== "shell" || isShell))
    execution.fail("42710", `type "${name}" already exists`);
  const id = known ?? execution.edit.fresh(`type:${schema}.${name}`);
  execution.edit.put({ collection: "typeName", key, value: id });
  execution.edit.put({
    collection: "type",
    key: id,
    value: { kind: isShell ? "shell" : "base", id, schema, name },
  });
}
