import type { TypeRef } from "../../catalog/types.ts";

/**
 * Whether every value that keeps one set of modifiers keeps the other too, for a type whose planner support function
 * knows (varchar_support, numeric_support, varbit_support, timestamp_support, time_support, interval_support).
 */
export function isLengthKept(name: string, source: TypeRef, target: TypeRef): boolean {
  const rule = rules[name];
  return rule?.(source, target) === true;
}

type Rule = (source: TypeRef, target: TypeRef) => boolean;

/** Microseconds: six digits are all there are. */
const fullPrecision = 6;

const wider: Rule = ({ modifiers: [from] }, { modifiers: [to = 0] }) => from !== undefined && from <= to;

const precise: Rule = ({ modifiers: [from] }, { modifiers: [to = fullPrecision] }) =>
  to >= fullPrecision || (from !== undefined && from <= to);

/** The scale must stay; numeric(10) has scale 0. */
const numeric: Rule = (
  { modifiers: [precision, scale = 0] },
  { modifiers: [newPrecision = 0, newScale = 0] },
) => precision !== undefined && scale === newScale && newPrecision >= precision;

const interval: Rule = (source, target) => {
  const from = leastField(source.fields);
  if (leastField(target.fields) > from) return false;
  const seconds = from === 0;
  return !seconds || precise(source, target);
};

const rules: Readonly<Record<string, Rule | undefined>> = {
  varchar: wider,
  varbit: wider,
  numeric,
  timestamp: precise,
  timestamptz: precise,
  time: precise,
  timetz: precise,
  interval,
};

/** Bits of the fields mask, finest first: SECOND, MINUTE, HOUR, DAY, MONTH, YEAR (intervaltypmodleastfield). */
const finestFirst = [12, 11, 10, 3, 1, 2];

/** 0 for SECOND (also for all fields) up to 5 for YEAR. */
function leastField(fields: number | undefined): number {
  if (fields === undefined) return 0;
  const found = finestFirst.findIndex((bit) => (fields & (1 << bit)) !== 0);
  return found === -1 ? 0 : found;
}
