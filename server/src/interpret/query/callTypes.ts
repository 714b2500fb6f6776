import type { A_Expr, FuncCall } from "@pgsql/types";
import { functionSignatures, operatorSignatures, type Signature } from "../../catalog/builtins/signatures.ts";
import type { Routine } from "../../catalog/functions.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed, splitName } from "../names/lookup.ts";
import { stringOf, stringsOf } from "../nodes.ts";
import { builtin, findType } from "../types/lookup.ts";
import { sameBase } from "../types/typeRefs.ts";
import { isLiteral } from "./commonType.ts";
import { castsImplicitly } from "./implicitCasts.ts";
import { candidatesFor } from "./overloads.ts";
import { resultOf } from "./polymorphic.ts";

export type GivenTypes = readonly (TypeRef | undefined)[];

/** The type that a function call gives; a result never has modifiers. */
export function typeOfCall(execution: Execution, call: FuncCall, given: GivenTypes): TypeRef | undefined {
  const own = ownRoutines(execution, call, given);
  if (own !== undefined) return sameResult(own.map(resultOfRoutine));
  const { name } = splitName(call.funcname);
  const signatures = functionSignatures(name, execution.server);
  if (signatures.length === 0) return castBy(execution, call);
  return resultAmong(execution, signatures, given);
}

/** Several output columns make a row. */
function resultOfRoutine({ returns, columns }: Routine): TypeRef | undefined {
  const [only, second] = columns ?? [];
  return returns ?? (second === undefined ? only?.type : builtin("record"));
}

/** The user's routines that a call may mean; undefined where none has its name. */
export function ownRoutines(
  execution: Execution,
  call: FuncCall,
  given: GivenTypes,
): readonly Routine[] | undefined {
  if (splitName(call.funcname).schema === "pg_catalog") return undefined;
  const own = routinesNamed(execution, call.funcname);
  if (own.length === 0) return undefined;
  const byCount = own.filter((routine) => routine.arguments.length === given.length);
  if (byCount.length < 2) return byCount.length === 1 || own.length > 1 ? byCount : own;
  const fits = (routine: Routine, test: (from: TypeRef, to: TypeRef) => boolean): boolean =>
    routine.arguments.every((wanted, at) => {
      const type = given[at];
      return type === undefined || isLiteral(type) || test(type, wanted);
    });
  const exact = byCount.filter((routine) => fits(routine, sameBase));
  if (exact.length > 0) return exact;
  return byCount.filter((routine) => fits(routine, (from, to) => castsImplicitly(execution, from, to)));
}

/** `text(x)` is a cast. */
function castBy(execution: Execution, call: FuncCall): TypeRef | undefined {
  if (call.args?.length !== 1) return undefined;
  const found = findType(execution, stringsOf(call.funcname));
  return found === undefined ? undefined : { id: found.id, array: found.isArray, modifiers: [] };
}

/** The result that all overloads which may be meant agree on. */
export function resultAmong(
  execution: Execution,
  signatures: readonly Signature[],
  given: GivenTypes,
): TypeRef | undefined {
  const candidates = candidatesFor(execution, signatures, given);
  return sameResult(candidates.map((candidate) => resultOf(execution, candidate, given)));
}

function sameResult(results: readonly (TypeRef | undefined)[]): TypeRef | undefined {
  const [first] = results;
  if (first === undefined) return undefined;
  return results.every((one) => one !== undefined && sameBase(one, first)) ? first : undefined;
}

/** The type that an operator gives (oper, left_oper). */
export function typeOfOperator(
  execution: Execution,
  { name }: A_Expr,
  given: GivenTypes,
): TypeRef | undefined {
  const operator = stringOf(name?.at(-1)) ?? "";
  const signatures = operatorSignatures(operator === "!=" ? "<>" : operator, execution.server).filter(
    ({ parameters }) => parameters === undefined || parameters.length === given.length,
  );
  return resultAmong(execution, exactly(execution, signatures, given) ?? signatures, given);
}

/** A literal beside a value is first taken for one of the same type (binary_oper_exact). */
function exactly(
  execution: Execution,
  signatures: readonly Signature[],
  given: GivenTypes,
): readonly Signature[] | undefined {
  const [left, right] = given;
  if (left === undefined || right === undefined || isLiteral(left) === isLiteral(right)) return undefined;
  const known = isLiteral(left) ? right : left;
  for (const type of [known, baseType(execution, known)]) {
    const name = `${type.array ? "_" : ""}${type.id.replace(builtin("").id, "")}`;
    const found = signatures.filter(
      ({ parameters }) => parameters?.length === 2 && parameters.every((each) => each === name),
    );
    if (found.length > 0) return found;
  }
  return undefined;
}

/** What NULLIF compares its first value as: that is what it gives. */
export function typeOfNullIf(execution: Execution, [first, second]: GivenTypes): TypeRef | undefined {
  if (first === undefined || !isLiteral(first)) {
    const isText = first !== undefined && sameBase(baseType(execution, first), builtin("varchar"));
    return isText ? builtin("text") : first;
  }
  return second;
}
