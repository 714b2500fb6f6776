import type { Constraint } from "@pgsql/types";
import { sameNode } from "../sameNode.ts";

/**
 * The constraints of one CREATE TABLE as the server makes them: a UNIQUE over the columns of another UNIQUE or of the
 * primary key is one with it, and lends its name where that has none (transformIndexConstraints).
 */
export function withoutRepeatedKeys(constraints: readonly Constraint[]): readonly Constraint[] {
  const primary = constraints.find(({ contype }) => contype === "CONSTR_PRIMARY");
  const keys: Constraint[] = primary === undefined ? [] : [primary];
  for (const constraint of constraints) {
    if (!isKey(constraint) || constraint === primary) continue;
    const position = keys.findIndex((key) => isSameKey(key, constraint));
    const same = keys[position];
    if (same === undefined) keys.push(constraint);
    else if (same.conname === undefined && constraint.conname !== undefined)
      keys[position] = { ...same, conname: constraint.conname };
  }
  return [...keys, ...constraints.filter((constraint) => !isKey(constraint))];
}

function isKey({ contype, indexname }: Constraint): boolean {
  const isOne = contype === "CONSTR_PRIMARY" || contype === "CONSTR_UNIQUE" || contype === "CONSTR_EXCLUSION";
  return isOne && indexname === undefined;
}

function isSameKey(one: Constraint, other: Constraint): boolean {
  return sameNode({ Constraint: shapeOf(one) }, { Constraint: shapeOf(other) });
}

/** A constraint without what may differ. */
function shapeOf(constraint: Constraint): Constraint {
  return {
    ...constraint,
    contype: "CONSTR_UNIQUE",
    conname: "",
    deferrable: constraint.deferrable === true,
    initdeferred: constraint.initdeferred === true,
  };
}
