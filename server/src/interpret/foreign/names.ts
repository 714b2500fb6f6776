import type { OtherObject } from "../../catalog/collections.ts";
import type { OtherId } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { hasUnknownExtension } from "../functions/requireFunction.ts";
import { otherKey, otherNamed } from "../objects/otherObjects.ts";
import { assumeOther } from "../openWorld/others.ts";

/** What the server calls them. */
export type ForeignKind = "foreign-data wrapper" | "server";

/** Looks one up; fails with 42704 where there is none (get_foreign_data_wrapper_oid, get_foreign_server_oid). */
export function requireForeign(execution: Execution, kind: ForeignKind, name: string): OtherId {
  const found = otherNamed(execution, kind, name) ?? assumeOther(execution, kind, name);
  if (found === undefined && !mayBeOfExtension(execution, kind))
    execution.fail("42704", `${kind} "${name}" does not exist`);
  return found?.key ?? otherKey(kind, name);
}

/** An extension that is not known may bring a wrapper; none makes a server. */
export function mayBeOfExtension(execution: Execution, kind: string): boolean {
  return kind === "foreign-data wrapper" && hasUnknownExtension(execution);
}

/** Fails with 42710 where the name is taken. */
export function refuseTaken(execution: Execution, kind: ForeignKind, name: string): void {
  if (otherNamed(execution, kind, name) !== undefined)
    execution.fail("42710", `${kind} "${name}" already exists`);
}

/** Enters one with what it depends on. */
export function putForeign(
  { edit }: Execution,
  object: Pick<OtherObject, "kind" | "name">,
  on: OtherId | undefined,
): void {
  const key = otherKey(object.kind, object.name);
  const uses = on === undefined ? {} : { uses: [on] };
  edit.put({ collection: "other", key, value: { ...object, relations: [], ...uses } });
  if (on === undefined) return;
  const known = edit.get("dependents", on) ?? [];
  const value = [...known, { object: key, columns: [], strength: "normal" as const }];
  edit.put({ collection: "dependents", key: on, value });
}
