import type { Difference } from "./compareCatalogs.ts";

/** A difference as a clause, from the point of view of somebody who went back. */
export function leftInWords({ change, kind, name, property, expected, found }: Difference): string {
  const what = `the ${kind} ${name}`;
  if (change === "missing") return `${what} is not there again`;
  if (change === "unexpected") return `${what} stays`;
  return property === "body"
    ? `${what} has another body than before`
    : `${what} differs in ${property ?? "something"}: it was ${short(expected)} and is ${short(found)}`;
}

function short(text = "none"): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
}
