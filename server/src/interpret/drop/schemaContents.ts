import type { Execution } from "../execution.ts";
import { isIndex } from "../../catalog/relations.ts";
import { statisticsIn } from "../statistics/names.ts";
import type { DropTarget } from "./dropTarget.ts";

/** All objects of a schema; indexes go with their tables. */
export function schemaContents(execution: Execution, schema: string): readonly DropTarget[] {
  const found: DropTarget[] = [];
  for (const [, relation] of execution.edit.all("relation"))
    if (relation.schema === schema && !isIndex(relation)) found.push({ kind: "relation", relation });
  for (const [, type] of execution.edit.all("type"))
    if (type.schema === schema && type.kind !== "composite") found.push({ kind: "type", type });
  for (const [, routine] of execution.edit.all("function"))
    if (routine.schema === schema) found.push({ kind: "function", routine });
  for (const { key, object } of statisticsIn(execution, schema)) found.push({ kind: "other", key, object });
  for (const [key, object] of execution.edit.all("other"))
    if (object.schema === schema) found.push({ kind: "other", key, object });
  return found;
}
