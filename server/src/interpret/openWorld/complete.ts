import { nameKey } from "../../catalog/ids.ts";
import { splitIdentifierPath } from "../names/searchPath.ts";
import type { Execution } from "../execution.ts";

/** Set in the collection of generations as soon as a relation had to be assumed. */
export const assumedMark = "assumed";

/**
 * Whether what the model does not hold does not exist. On a server it holds everything. In a project the history may
 * begin in the middle: then absence counts only as long as nothing had to be assumed and something has been created,
 * or of what the history itself has dropped. `names`: of the objects that are missed.
 */
export function isComplete({ edit, target }: Execution, names: readonly string[]): boolean {
  if (target.assumesMissing !== true) return true;
  const isKnown = names.some((text) => {
    const [name = "", schema] = splitIdentifierPath(text).reverse();
    const schemas = schema === undefined ? [...edit.all("schema")].map(([each]) => each) : [schema];
    return schemas.some((each) => isOfHistory(edit, each, name));
  });
  if (isKnown) return true;
  const beginsHere = [...edit.all("relation")].length > 0;
  return beginsHere && edit.get("generation", assumedMark) === undefined;
}

function isOfHistory(edit: Execution["edit"], schema: string, name: string): boolean {
  const relation = edit.get("relationName", nameKey({ schema, name }));
  if (relation !== undefined) return !relation.startsWith("relation:?");
  return ["relation", "type"].some(
    (kind) => edit.get("generation", `${kind}:${schema}.${name}`) !== undefined,
  );
}
