import { breaksObject } from "../breakage/objects.ts";
import type { AlterEnumStmt, CreateEnumStmt } from "@pgsql/types";
import type { EnumType } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { stringsOf } from "../nodes.ts";
import { createType, replaceType, requireType, typeCreation } from "./newType.ts";
import { displayName, isAssumedType, nameKey } from "../../catalog/ids.ts";

/** CREATE TYPE … AS ENUM. */
export function createEnum(execution: Execution, statement: CreateEnumStmt): void {
  const name = typeCreation(execution, statement.typeName);
  const values = stringsOf(statement.vals);
  const twice = values.find((value, position) => values.indexOf(value) !== position);
  if (twice !== undefined)
    execution.fail("23505", `duplicate key value violates unique constraint "pg_enum_typid_label_index"`);
  const type: EnumType = { ...name, kind: "enum", values };
  createType(execution, type);
  noteInTransaction(execution, createdKey(type));
}

/** ALTER TYPE … ADD VALUE and RENAME VALUE: no relation is locked. */
export function alterEnum(execution: Execution, statement: AlterEnumStmt): void {
  const type = requireType(execution, statement.typeName, "enum");
  if (type.kind !== "enum") return execution.fail("42809", `${type.name} is not an enum`);
  if (statement.oldVal === undefined) addValue(execution, type, statement);
  else renameValue(execution, type, statement.oldVal, statement.newVal ?? "");
}

function addValue(execution: Execution, type: EnumType, statement: AlterEnumStmt): void {
  const value = statement.newVal ?? "";
  if (type.values.includes(value)) {
    if (statement.skipIfNewValExists === true) return;
    execution.fail("42710", `enum label "${value}" already exists`);
  }
  const neighbour = statement.newValNeighbor;
  const position = neighbour === undefined ? type.values.length : type.values.indexOf(neighbour);
  if (position === -1 && !isAssumedType(type.id))
    execution.fail("22023", `"${neighbour ?? ""}" is not an existing enum label`);
  const at =
    position !== -1 && neighbour !== undefined && statement.newValIsAfter === true ? position + 1 : position;
  replaceType(execution.edit, {
    ...type,
    values: type.values.toSpliced(at === -1 ? type.values.length : at, 0, value),
  });
  // An enum that no migration creates may have had the value before.
  const isUncertain = isAssumedType(type.id) && statement.skipIfNewValExists === true;
  noteInTransaction(execution, addedKey(type, value), isUncertain ? "perhaps" : "yes");
  noteInTransaction(execution, anyKey);
}

function renameValue(execution: Execution, type: EnumType, from: string, to: string): void {
  if (!type.values.includes(from) && !isAssumedType(type.id))
    execution.fail("22023", `"${from}" is not an existing enum label`);
  if (type.values.includes(to)) execution.fail("42710", `enum label "${to}" already exists`);
  if (!type.values.includes(from))
    breaksObject(execution, {
      code: "old-code-uses-object",
      object: `type ${displayName(type)}`,
      part: from,
      to,
      named: { collection: "typeName", key: nameKey(type) },
      assumed: true,
    });
  replaceType(execution.edit, {
    ...type,
    values: type.values.map((value) => (value === from ? to : value)),
  });
}

/**
 * Fails with 55P04 where a value was added earlier in the same transaction: it may not be used before COMMIT. From 17
 * on it may where the type itself is as new; before, the values of CREATE TYPE alone were free
 * (check_safe_enum_use).
 */
export function refuseUnsafeValue(execution: Execution, type: EnumType, value: string): void {
  if (!isNoted(execution, addedKey(type, value))) return;
  if (execution.server.isSince(17) && isNoted(execution, createdKey(type))) return;
  const message = `unsafe use of new value "${value}" of enum type ${type.name}`;
  const isUncertain = execution.edit.get("localSetting", addedKey(type, value)) === "perhaps";
  if (isUncertain) execution.failIfRows("55P04", message);
  else execution.fail("55P04", message);
}

/** A value written to a column of a type that is not known may be one that may not be used yet. */
export function warnOfUnsafeValue(execution: Execution, column: string, value: string): void {
  for (const [key] of execution.edit.all("localSetting")) {
    if (!key.startsWith("added ") || !key.endsWith(` ${value}`)) continue;
    execution.assume({ kind: "new-value", about: column });
    execution.failIfRows("55P04", `unsafe use of new value "${value}" of an enum type`);
  }
}

/** Whether this transaction has added a value to any enum. */
export function hasUnsafeValues(execution: Execution): boolean {
  return isNoted(execution, anyKey);
}

const anyKey = "added an enum value";

function createdKey(type: EnumType): string {
  return `created ${type.id}`;
}

function addedKey(type: EnumType, value: string): string {
  return `added ${type.id} ${value}`;
}

/** What only this transaction needs to remember is kept, and forgotten, with its local settings. */
function noteInTransaction(execution: Execution, key: string, value = "yes"): void {
  if (execution.target.inTransaction) execution.edit.put({ collection: "localSetting", key, value });
}

function isNoted(execution: Execution, key: string): boolean {
  return execution.edit.get("localSetting", key) !== undefined;
}
