import { builtinCast } from "../../catalog/builtins/casts.ts";
import { displayName } from "../../catalog/ids.ts";
import type { Column, Table } from "../../catalog/relations.ts";
import { ServerVersion } from "../../catalog/serverVersion.ts";
import { unknownType, type TypeRef } from "../../catalog/types.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import type { Scene } from "./scene.ts";
import type { Remark, Undo } from "./undo.ts";

type Alter = (words: () => Sql, ...remarks: readonly Remark[]) => Undo;

/**
 * Gives a column its old type back. Values go the way of an assignment where there is one, so that what does not fit
 * fails instead of being cut; else by an explicit cast.
 */
export function undoType(
  table: Table,
  was: Column,
  is: Column,
  { old, now }: Scene,
  alter: Alter,
): readonly Undo[] {
  if (sameType(was.type, is.type) && was.collation === is.collation) return [];
  const name = `${displayName(table)}.${was.name}`;
  const from = is.type.id === unknownType.id ? "its type" : now.type(is.type).text;
  now.takeMissing();
  const remarks: Remark[] = [];
  if (!keepsValues(was.type, is.type) && was.type.id !== unknownType.id)
    remarks.push({ kind: "lost", words: `what the values of ${name} lost as ${from} does not come back` });
  if (!keepsValues(is.type, was.type) && was.type.id !== unknownType.id)
    remarks.push({
      kind: "note",
      words: `fails, or rounds, where a value of ${name} written meanwhile does not fit the old type`,
    });
  const words = (): Sql => {
    const type = old.type(was.type);
    const collation =
      was.collation === is.collation || was.collation === undefined
        ? ""
        : ` COLLATE ${ident(...was.collation.split(".")).text}`;
    const using = isAssigned(is.type, was.type) ? "" : ` USING ${ident(was.name).text}::${type.text}`;
    return sql`TYPE ${type}${Sql.verbatim(collation + using)}`;
  };
  return [
    ...(dropsDefault(was, is) ? [alter(() => Sql.verbatim("DROP DEFAULT"))] : []),
    alter(words, ...remarks),
  ];
}

/** Whether the default must go before the type changes, since no assignment turns it into the old type. */
export function dropsDefault(was: Column, is: Column): boolean {
  return is.default !== undefined && !sameType(was.type, is.type) && !isAssigned(is.type, was.type);
}

function sameType(one: TypeRef, other: TypeRef): boolean {
  return (
    one.id === other.id &&
    one.array === other.array &&
    one.fields === other.fields &&
    one.modifiers.join() === other.modifiers.join()
  );
}

function isAssigned(from: TypeRef, to: TypeRef): boolean {
  if (from.array !== to.array) return false;
  if (from.id === to.id) return true;
  const [source, target] = [builtinName(from), builtinName(to)];
  if (source === undefined || target === undefined) return false;
  const cast = builtinCast(source, target, new ServerVersion(14));
  return cast !== undefined ? cast.context !== "explicit" : isString(target);
}

function builtinName({ id }: TypeRef): string | undefined {
  return /^type:pg_catalog\.(.*)$/u.exec(id)?.[1];
}

/** Anything may be assigned to a string. */
function isString(name: string): boolean {
  return name === "text" || name === "varchar" || name === "bpchar";
}

const integers = ["int2", "int4", "int8"];
const floats = ["float4", "float8"];

/** Whether every value of a type comes back the same from another one. */
function keepsValues(from: TypeRef, through: TypeRef): boolean {
  if (sameType(from, through)) return true;
  if (from.array !== through.array) return false;
  const [one, other] = [builtinName(from), builtinName(through)];
  if (one === undefined || other === undefined)
    return isString(other ?? "") && through.modifiers.length === 0;
  if (isString(other) && other !== "bpchar" && one !== "bpchar")
    return (
      through.modifiers.length === 0 ||
      (isString(one) && (from.modifiers[0] ?? Infinity) <= (through.modifiers[0] ?? 0))
    );
  if (integers.includes(one) && other === "numeric") return through.modifiers.length === 0;
  if (one === other) return widens(from, through);
  return [integers, floats].some((list) => list.includes(one) && list.indexOf(other) > list.indexOf(one));
}

/** The same type with room for at least as much: `numeric(12,2)` after `numeric(10,2)`. */
function widens({ modifiers: from, fields }: TypeRef, through: TypeRef): boolean {
  if (through.fields !== fields && through.fields !== undefined) return false;
  if (through.modifiers.length === 0) return true;
  if (from.length === 0) return false;
  const [size = 0, scale = 0] = from;
  const [largest = 0, largestScale = 0] = through.modifiers;
  return largestScale >= scale && largest - largestScale >= size - scale;
}
