import { toTime } from "../values/cast.ts";
import { isMoment, type Value } from "../values/value.ts";

const times: Readonly<Record<string, string | undefined>> = {
  date: "date",
  interval: "interval",
  timestamp: "timestamp",
  "timestamp without time zone": "timestamp",
};

/** A value as a variable takes it that is declared with a type: dates and times are read from their text once. */
export function asDeclared(value: Value, declared: string): Value {
  const type = declared.trim().toLowerCase();
  const time = times[type];
  if (time !== undefined) return toTime(value, time) ?? (typeof value === "string" ? value : undefined);
  const isZoned = type === "timestamptz" || type === "timestamp with time zone";
  return isZoned && isMoment(value) ? { ...value, type: "timestamptz" } : value;
}
