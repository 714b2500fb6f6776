import type { Node, RangeFunction } from "@pgsql/types";
import { isAssumedType } from "../../catalog/ids.ts";
import { functionSignatures } from "../../catalog/builtins/signatures.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { isOpen } from "../openWorld/world.ts";
import { splitName } from "../names/lookup.ts";
import { itemsOf } from "../nodes.ts";
import { outputName } from "./outputNames.ts";
import { builtin, typeOf } from "../types/lookup.ts";
import { builtinName, sameBase } from "../types/typeRefs.ts";
import { ownRoutines, typeOfCall, type GivenTypes } from "./callTypes.ts";
import { candidatesFor, typeNamed } from "./overloads.ts";
import type { Reading } from "./reading.ts";
import type { QueryColumn, RangeEntry, Scope } from "./scope.ts";
import { openType } from "./typeOf.ts";
import { rowOf, settled } from "./types.ts";

/** What one function in FROM gives; undefined where that cannot be told. */
interface Shape {
  readonly columns: readonly QueryColumn[];
  /** The type of the value, where it is no row. */
  readonly scalar?: TypeRef;
  /** It may have more columns: rows of a relation of which not all is known. */
  readonly open?: boolean;
}

/** The entry of functions in FROM, without the names of a column list (addRangeTableEntryForFunction). */
export function functionEntry(reading: Reading, item: RangeFunction, scope: Scope): RangeEntry {
  const pairs = (item.functions ?? []).map(itemsOf);
  const [first] = pairs[0] ?? [];
  const called = first === undefined ? "" : outputName(first);
  const name = item.alias?.aliasname ?? called;
  const shapes = pairs.flatMap(([call, own]) =>
    call === undefined ? [] : shapesOf(reading, call, [...itemsOf(own), ...(item.coldeflist ?? [])], scope),
  );
  const [only, second] = shapes;
  const isOne = second === undefined;
  const columns = shapes.flatMap((shape) => named(shape, isOne ? item.alias?.aliasname : undefined));
  const ordinality = item.ordinality === true ? [{ name: "ordinality", type: builtin("int8") }] : [];
  return {
    name,
    columns: [...columns, ...ordinality],
    open: shapes.some((shape) => shape === undefined || shape.open === true),
    ...(isOne && only?.scalar !== undefined ? { scalar: only.scalar } : {}),
  };
}

/** A value's column without a name of its own is called as the item is. */
function named(shape: Shape | undefined, alias: string | undefined): readonly QueryColumn[] {
  if (shape === undefined) return [];
  return shape.columns.map((column) =>
    column.name === "" || alias === undefined || shape.scalar === undefined || column.fixed === true
      ? column
      : { ...column, name: alias },
  );
}

function shapesOf(
  reading: Reading,
  call: Node,
  defined: readonly Node[],
  scope: Scope,
): readonly (Shape | undefined)[] {
  const { execution } = reading;
  const columns = defined.flatMap((node): QueryColumn[] => {
    if (!("ColumnDef" in node)) return [];
    const { colname = "", typeName } = node.ColumnDef;
    return [{ name: colname, type: typeName === undefined ? undefined : typeOf(execution, typeName) }];
  });
  if (columns.length > 0) return [{ columns }];
  const typed = (node: Node): TypeRef | undefined => openType(reading, node, scope);
  if (!("FuncCall" in call)) return [shapeOfType(execution, typed(call), outputName(call))];
  const given = (call.FuncCall.args ?? []).map(typed);
  const { name } = splitName(call.FuncCall.funcname);
  // `unnest(a, b)` stands for one unnest of each (transformRangeFunction).
  if (name === "unnest" && given.length > 1)
    return given.map((type) => shapeOfCall(execution, { ...call.FuncCall }, [type]));
  return [shapeOfCall(execution, call.FuncCall, given)];
}

function shapeOfCall(
  execution: Execution,
  call: Extract<Node, { FuncCall: unknown }>["FuncCall"],
  given: GivenTypes,
): Shape | undefined {
  const { name } = splitName(call.funcname);
  const result = typeOfCall(execution, call, given);
  const outputs = outputsOf(execution, call, given);
  if (outputs === undefined) return undefined;
  const [only, second] = outputs;
  if (second !== undefined) return { columns: outputs };
  if (only !== undefined && (result === undefined || builtinName(result) === "record"))
    return { columns: outputs };
  const shape = shapeOfType(execution, result, name);
  return shape === undefined || only === undefined || shape.scalar === undefined
    ? shape
    : { ...shape, columns: [{ name: only.name, type: shape.scalar, fixed: true }] };
}

/** The columns that a function names itself, by OUT parameters or TABLE; undefined where it cannot be told which is meant. */
function outputsOf(
  execution: Execution,
  call: Extract<Node, { FuncCall: unknown }>["FuncCall"],
  given: GivenTypes,
): readonly QueryColumn[] | undefined {
  const own = ownRoutines(execution, call, given);
  if (own !== undefined) return own.length === 1 ? (own[0]?.columns ?? []) : undefined;
  const signatures = functionSignatures(splitName(call.funcname).name, execution.server);
  const candidates = candidatesFor(execution, signatures, given);
  const [first] = candidates;
  if (first === undefined || candidates.length > 1) return first === undefined ? undefined : [];
  return first.signature.columns.map(({ name, type }) => {
    const isOpen = type.startsWith("any");
    return { name, type: isOpen ? undefined : typeNamed(type) };
  });
}

function shapeOfType(execution: Execution, type: TypeRef | undefined, name: string): Shape | undefined {
  if (type === undefined || sameBase(type, builtin("record"))) return undefined;
  const row = rowOf(execution, type);
  if (row !== undefined)
    return {
      columns: row.columns.map((field) => ({ name: field.name, type: field.type })),
      open: isOpen(execution, row),
    };
  // What no migration creates may as well be the type of a row.
  if (isAssumedType(type.id)) return undefined;
  const scalar = settled(type);
  return { columns: [{ name, type: scalar }], scalar };
}
