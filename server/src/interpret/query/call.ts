import type { FuncCall } from "@pgsql/types";
import type { Relation } from "../../catalog/relations.ts";
import { sequenceOfCall } from "../expressions/dependencies.ts";
import { valueOfCall } from "../functions/calls.ts";
import { requireFunction } from "../functions/requireFunction.ts";
import { routinesNamed, splitName } from "../names/lookup.ts";
import { doubtAfterCall } from "../openWorld/unknownCalls.ts";
import { refuseWrite } from "../session/readOnly.ts";
import { setByCall } from "../session/setConfig.ts";
import { callBuiltin } from "../values/builtins.ts";
import { setReturning } from "../values/setReturning.ts";
import type { Value } from "../values/value.ts";
import { isAggregate } from "./aggregates.ts";
import { typeOfCall } from "./callTypes.ts";
import { happens } from "./happens.ts";
import { noType, once, type Evaluated, type Place, evaluate } from "./place.ts";
import { serialSequence } from "./serialSequence.ts";
import { evaluateBelow } from "./below.ts";
import { asksTruth } from "./truth.ts";

/** The call of a function: its sequence is locked, a function of the user's does what its body says. */
export function evaluateCall(at: Place, call: FuncCall): Evaluated {
  const { execution, notes } = at;
  if (at.aggregate !== undefined && isAggregate(call)) return { value: at.aggregate(call), type: noType };
  if (notes !== undefined) {
    requireFunction(execution, call);
    notes.calls.push(call);
  }
  const args = (call.args ?? []).map((arg) => evaluate(at, arg));
  evaluateBelow(at, [call.agg_order, call.over]);
  if (call.agg_filter !== undefined && (notes !== undefined || at.follows !== "types"))
    asksTruth(at, evaluate(at, call.agg_filter), "FILTER");
  const values = args.map(({ value }) => value);
  return {
    value: valueOf(at, call, values),
    set: at.follows === "types" ? undefined : setReturning(splitName(call.funcname).name, values),
    type: once(() =>
      typeOfCall(
        execution,
        call,
        args.map(({ type }) => type()),
      ),
    ),
  };
}

function valueOf(at: Place, call: FuncCall, values: readonly Value[]): Value {
  const { execution } = at;
  const isRun = at.follows === "runs";
  // EXPLAIN locks the sequence too.
  if (isRun || (at.notes?.runs === true && execution.plansOnly)) lockSequence(at, call);
  if (isRun) doubtAfterCall(execution, call);
  if (at.follows === "types") return undefined;
  const { schema, name } = splitName(call.funcname);
  if (schema !== "pg_catalog" && routinesNamed(execution, call.funcname).length > 0)
    return valueOfCall(at, call, values);
  if ((schema ?? "pg_catalog") !== "pg_catalog") return undefined;
  if (name === "set_config")
    return isRun ? setByCall(execution, values, !at.forRows && !at.perhaps) : values[1];
  return callBuiltin(execution, name, values);
}

function lockSequence(at: Place, call: FuncCall): void {
  const { execution } = at;
  const id = sequenceOfCall(execution, call) ?? serialSequence(execution, call);
  const sequence = id === undefined ? undefined : execution.edit.get("relation", id);
  if (sequence !== undefined) changeSequence(at, sequence, call);
}

function changeSequence(at: Place, sequence: Relation, { funcname }: FuncCall): void {
  const { execution } = at;
  execution.lock(sequence, "ROW EXCLUSIVE");
  const { name } = splitName(funcname);
  if (name === "nextval" || name === "setval")
    happens(at, () => {
      refuseWrite(execution, sequence, `${name}()`);
    });
}
