import { isTable, type Column } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { builtinCast } from "../../catalog/builtins/casts.ts";
import { builtinType } from "../../catalog/builtins/types.ts";
import { conversion } from "../types/coercion.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { builtinName, sameBase } from "../types/typeRefs.ts";
import { sameShape } from "./cachedPlans.ts";
import { columnChanges, type Broken, type Difference } from "./difference.ts";
import { columnsOf, isGone } from "./goneNames.ts";
import { isAssumedType } from "../../catalog/ids.ts";

/** Code that expects the old type of a column, and code that writes values which the new type does not take. */
export function newTypes({ before, execution, old, now }: Difference): readonly Broken[] {
  if (now === undefined || isGone(old, now)) return [];
  return columnChanges({ execution }, columnsOf(old), columnsOf(now)).flatMap(({ known, column }) => {
    if (known === undefined || known === column || sameShape(known.type, column.type)) return [];
    const changed: Broken = { code: "column-type-changes", part: column.name };
    const narrowed: Broken = { code: "old-code-writes-old-values", part: column.name };
    const isWritten = isTable(now) && column.generated === undefined;
    return isWritten && !takesAll({ before, execution }, known, column) ? [changed, narrowed] : [changed];
  });
}

/** Whether every value of the old type can be written to the column now. */
function takesAll(
  { before, execution }: Pick<Difference, "before" | "execution">,
  known: Column,
  column: Column,
): boolean {
  if (isAssumedType(known.type.id)) return false;
  const old = before.get("type", known.type.id);
  const now = execution.edit.get("type", column.type.id);
  if (old?.kind === "enum" && now?.kind === "enum" && known.type.array === column.type.array)
    return old.values.every((value) => now.values.includes(value));
  return isWidened(execution, baseType(execution, known.type), baseType(execution, column.type));
}

function isWidened(execution: Execution, from: TypeRef, to: TypeRef): boolean {
  if (sameBase(from, to)) return keepsLength(execution, from, to);
  if (from.array !== to.array) return false;
  const [source, target] = [from, to].map((type) => builtinName({ ...type, array: false }));
  const { server } = execution;
  if (target === undefined) return false;
  const isText = builtinType(target, server)?.category === "S" && target !== "char";
  const cast = source === undefined ? undefined : builtinCast(source, target, server);
  if (!isText && cast?.context !== "implicit") return false;
  // A string as it comes from any other type may be longer than the column takes.
  return to.modifiers.length === 0 || keepsLength(execution, { ...to, modifiers: from.modifiers }, to);
}

/** Rounding to fewer digits of a second refuses nothing. */
function keepsLength(execution: Execution, from: TypeRef, to: TypeRef): boolean {
  const name = builtinName({ ...to, array: false }) ?? "";
  if (/^(?:time|interval)/.test(name)) return true;
  return (
    conversion(execution, { ...from, array: false }, { ...to, array: false }, "assignment") !== "compute"
  );
}
