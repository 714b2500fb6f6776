import type { QualifiedName } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { searchPath } from "./searchPath.ts";

/** Whether a schema is in the search path, so that messages leave it out. */
export function isVisible(execution: Execution, { schema }: Pick<QualifiedName, "schema">): boolean {
  return searchPath(execution).includes(schema);
}
