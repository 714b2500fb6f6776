import type { RoleSpec } from "@pgsql/types";
import { isTable, isView, type Relation } from "../../catalog/relations.ts";
import type { RelationId } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { dependentsOf, replaceRelation } from "../objects/objects.ts";
import type { LockMode } from "../locks.ts";
import { settingOf } from "../names/searchPath.ts";
import { indexes, tablesAndForeign, views, type Subcommand } from "./subcommand.ts";

/** OWNER TO: indexes and owned sequences change hands too, each under the statement's lock (ATExecChangeOwner). */
export const changeOwner: Subcommand = {
  action: "OWNER TO",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: [...tablesAndForeign, ...views, ...indexes, "sequence", "composite-type"],
  apply: (alteration, relation, command) => {
    const owner = roleName(alteration.execution, command.newowner);
    if (relation.kind === "partitioned-index")
      alteration.execution.fail("42809", `cannot change owner of index "${relation.name}"`);
    if (relation.kind === "index") return;
    // What belongs to nobody known yet is as likely to change hands.
    if (owner !== undefined && owner !== relation.owner)
      alteration.execution.recorder.breaks("old-code-loses-privilege", relation);
    if (relation.kind === "sequence" && relation.ownedBy !== undefined)
      alteration.execution.fail("0A000", `cannot change owner of sequence "${relation.name}"`);
    const { newSequences } = alteration.of(relation.id);
    giveRelation(alteration.execution, relation, owner, alteration.mode, newSequences);
  },
};

/**
 * Changes the owner of a relation with its indexes and owned sequences, each of which is locked too. `kept`: sequences
 * that are not owned yet.
 */
export function giveRelation(
  execution: Execution,
  relation: Relation,
  owner: string | undefined,
  mode: LockMode,
  kept: readonly RelationId[] = [],
): void {
  // Who is the session's own role is not known, but that it is the same one is.
  if (relation.owner === owner) return;
  replaceRelation(execution.edit, ownedBy(relation, owner));
  if (!isTable(relation) && !isView(relation)) return;
  for (const id of relation.indexes) {
    const index = relationById(execution, id);
    execution.lock(index, mode);
    replaceRelation(execution.edit, ownedBy(index, owner));
  }
  for (const { object } of dependentsOf(execution.edit, relation.id)) {
    const sequence = execution.edit.get("relation", object);
    if (sequence?.kind !== "sequence" || sequence.ownedBy?.table !== relation.id) continue;
    if (kept.includes(sequence.id)) continue;
    execution.lock(sequence, mode);
    replaceRelation(execution.edit, ownedBy(sequence, owner));
  }
}

function ownedBy(relation: Relation, owner: string | undefined): Relation {
  if (owner !== undefined) return { ...relation, owner };
  const { owner: before, ...rest } = relation;
  return before === undefined ? relation : rest;
}

/** The role of a RoleSpec; undefined where only the session knows. */
export function roleName(execution: Execution, role: RoleSpec | undefined): string | undefined {
  if (role?.roletype === undefined || role.roletype === "ROLESPEC_CSTRING") return role?.rolename;
  return role.roletype === "ROLESPEC_SESSION_USER" ? undefined : settingOf(execution, "role");
}
