import { isOtherId, isRelationId, type OtherId } from "../../catalog/ids.ts";
import { isTable } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf, updateTable } from "../objects/objects.ts";
import { otherKey, renameOtherObject } from "../objects/otherObjects.ts";
import { refuseTaken, requireForeign, type ForeignKind } from "./names.ts";

/** RENAME of a wrapper or a server. Its key is made of its name, so what depends on it is told. */
export function renameForeign(execution: Execution, kind: ForeignKind, name: string, newName: string): void {
  const from = requireForeign(execution, kind, name);
  refuseTaken(execution, kind, newName);
  const to = otherKey(kind, newName);
  const { edit } = execution;
  renameOtherObject(execution, from, newName);
  for (const { object } of dependentsOf(edit, from)) {
    if (isRelationId(object) && isTable(edit.get("relation", object)))
      updateTable(edit, object, (now) => ({ ...now, server: to }));
    if (isOtherId(object)) follow(execution, object, from, to, newName);
  }
  edit.put({ collection: "dependents", key: from, value: undefined });
}

/** A server of the wrapper, or a mapping, which is called after its server. */
function follow(execution: Execution, object: OtherId, from: OtherId, to: OtherId, newName: string): void {
  const { edit } = execution;
  const known = edit.get("other", object);
  if (known === undefined) return;
  const uses = (known.uses ?? []).map((used) => (used === from ? to : used));
  edit.put({ collection: "other", key: object, value: { ...known, uses } });
  edit.put({
    collection: "dependents",
    key: to,
    value: [...dependentsOf(edit, to), { object, columns: [], strength: "normal" }],
  });
  if (known.kind === "user mapping")
    renameOtherObject(execution, object, known.name.replace(/on server .*$/su, `on server ${newName}`));
}
