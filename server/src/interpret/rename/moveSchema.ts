import type { Execution } from "../execution.ts";
import { renameRelation } from "../objects/objects.ts";
import { statisticsIn, statisticsName } from "../statistics/names.ts";
import { otherKey, renameOtherObject } from "../objects/otherObjects.ts";
import { moveRoutine } from "./routine.ts";
import { renameType } from "../types/newType.ts";
import { breaksObject } from "../breakage/objects.ts";
import { assumeSchema, forgetSchema, hasUnknown } from "../openWorld/schemas.ts";

/** ALTER SCHEMA … RENAME: all that is in it is now found under the new name; nothing is locked. */
export function moveSchema(execution: Execution, from: string, to: string): void {
  const { edit } = execution;
  if (!assumeSchema(execution, from)) execution.fail("3F000", `schema "${from}" does not exist`);
  const isUnknown = hasUnknown(execution, from);
  if (edit.get("schema", to) !== undefined) execution.fail("42P06", `schema "${to}" already exists`);
  if (isUnknown)
    breaksObject(execution, {
      code: "old-code-uses-object",
      object: `schema ${from}`,
      to,
      named: { collection: "schema", key: from },
      assumed: true,
    });
  edit.put({ collection: "schema", key: from, value: undefined });
  forgetSchema(execution, from);
  edit.put({ collection: "schema", key: to, value: { name: to } });
  for (const [, relation] of [...edit.all("relation")])
    if (relation.schema === from) renameRelation(edit, relation, { schema: to, name: relation.name });
  for (const [, type] of [...edit.all("type")])
    if (type.schema === from) renameType(edit, type, { schema: to, name: type.name });
  for (const { object, name } of statisticsIn(execution, from))
    renameOtherObject(execution, otherKey(object.kind, object.name), statisticsName(to, name));
  for (const [, routine] of [...edit.all("function")])
    if (routine.schema === from) moveRoutine(execution, routine, { schema: to, name: routine.name });
}
