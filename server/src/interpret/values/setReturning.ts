import { later, type Interval, type Moment } from "./moments.ts";
import { asText, isInterval, isList, isMoment, type Value } from "./value.ts";

/** More rows than this are not followed one by one. */
const mostRows = 1000;

/** The rows of unnest(), generate_series() and string_to_table() of constants; undefined for other calls. */
export function setReturning(name: string, values: readonly Value[]): readonly Value[] | undefined {
  const [first, second, third = 1] = values;
  if (name === "unnest") return isList(first) && values.length === 1 ? first.items : undefined;
  if (name === "generate_series") return series(first, second, third);
  if (name !== "string_to_table") return undefined;
  const [text, by] = [asText(first), asText(second)];
  return typeof text === "string" && typeof by === "string" && by !== "" ? text.split(by) : undefined;
}

function series(from: Value, to: Value, by: Value): readonly Value[] | undefined {
  if (isMoment(from) && isMoment(to) && isInterval(by)) return moments(from, to, by);
  if (typeof from !== "number" || typeof to !== "number" || typeof by !== "number" || by === 0)
    return undefined;
  if (Math.abs((to - from) / by) > mostRows) return undefined;
  const found: number[] = [];
  for (let at = from; by > 0 ? at <= to : at >= to; at += by) found.push(at);
  return found;
}

/** Of dates it yields timestamps with a time zone, the preferred type that both can be cast to. */
function moments(from: Moment, to: Moment, by: Interval): readonly Value[] | undefined {
  const isForward = later(from, by, 1).at > from.at;
  const type = from.type === "date" ? "timestamptz" : from.type;
  const found: Moment[] = [];
  for (
    let moment: Moment = { ...from, type };
    isForward && moment.at <= to.at;
    moment = later(moment, by, 1)
  ) {
    if (found.length === mostRows) return undefined;
    found.push(moment);
  }
  return isForward ? found : undefined;
}
