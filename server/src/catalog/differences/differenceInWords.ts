import type { Difference } from "./compareCatalogs.ts";

/** A difference as a sentence: what the migrations say, and what the database has. */
export function differenceInWords({ change, kind, name, property, expected, found }: Difference): string {
  const what = `${kind} ${name}`;
  switch (change) {
    case "missing":
      return `The ${what} is missing in the database.`;
    case "unexpected":
      return `The ${what} is in the database, but no applied migration made it.`;
    default:
      return property === "body"
        ? `The ${what} has another body in the database.`
        : `The ${what} differs in ${property ?? "something"}: ${quoted(expected)} by the migrations, ${quoted(found)} in the database.`;
  }
}

/** Long texts are cut: the whole is in the JSON. */
function quoted(text: string | undefined): string {
  const line = (text ?? "none").replaceAll(/\s+/g, " ");
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
