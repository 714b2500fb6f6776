import type { OtherObject } from "../../catalog/collections.ts";
import type { OtherId, RelationId } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { addDependent } from "./objects.ts";
import { followPublication } from "../publications/published.ts";

/** The key under which an object is kept that the model knows by name alone. */
export function otherKey(kind: string, name: string): OtherId {
  return `object:${kind} ${name}`;
}

export function otherNamed(
  execution: Execution,
  kind: string,
  name: string,
): { readonly key: OtherId; readonly object: OtherObject } | undefined {
  const key = otherKey(kind, name);
  const object = execution.edit.get("other", key);
  return object === undefined ? undefined : { key, object };
}

/** Enters such an object; with its relations (and columns of them) it goes in silence. */
export function putOther(
  execution: Execution,
  kind: string,
  name: string,
  relations: readonly { readonly relation: RelationId; readonly columns: readonly number[] }[] = [],
): void {
  const key = otherKey(kind, name);
  const object: OtherObject = { kind, name, relations: relations.map(({ relation }) => relation) };
  execution.edit.put({ collection: "other", key, value: object });
  for (const { relation, columns } of relations)
    addDependent(execution.edit, relation, { object: key, columns, strength: "auto" });
}

/** Takes such an object out, where it is known. */
export function forgetOther({ edit }: Execution, kind: string, name: string): void {
  edit.put({ collection: "other", key: otherKey(kind, name), value: undefined });
}

/** Gives such an object another name. What it depends on stays, and so does what is published. */
export function renameOtherObject(execution: Execution, key: OtherId, name: string): void {
  const { edit } = execution;
  const object = edit.get("other", key);
  if (object === undefined) return;
  const renamed: OtherObject = { ...object, name };
  const to = otherKey(object.kind, name);
  if (object.kind === "publication") followPublication(execution, key, object, undefined);
  for (const [on, entries] of [...edit.all("dependents")])
    if (entries.some((entry) => entry.object === key)) {
      const value = entries.map((entry) => (entry.object === key ? { ...entry, object: to } : entry));
      edit.put({ collection: "dependents", key: on, value });
    }
  edit.put({ collection: "other", key, value: undefined });
  edit.put({ collection: "other", key: to, value: renamed });
  if (object.kind === "publication") followPublication(execution, to, undefined, renamed);
}
