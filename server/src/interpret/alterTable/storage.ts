import { isTable, type Persistence, type Relation, type Table } from "../../catalog/relations.ts";
import { referencesTo } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { relationById, tableById } from "../names/lookup.ts";
import { dependentsOf, replaceRelation } from "../objects/objects.ts";
import type { Alteration } from "./alteration.ts";
import { indexes, tables, type Subcommand } from "./subcommand.ts";
import { isAssumed } from "../../catalog/ids.ts";

/** SET LOGGED and SET UNLOGGED: a rewrite, unless the table is so already (ATPrepChangePersistence). */
export const setLogged = persistence("permanent", "SET LOGGED");
export const setUnlogged = persistence("unlogged", "SET UNLOGGED");

function persistence(to: Persistence, action: string): Subcommand {
  return {
    action,
    lock: "ACCESS EXCLUSIVE",
    pass: "miscellaneous",
    on: [...tables, "sequence"],
    prepare: (alteration, relation) => {
      const { execution } = alteration;
      if (relation.kind === "sequence" && !execution.server.isSince(15))
        execution.fail("42809", `"${relation.name}" is not a table`);
      if (relation.kind === "partitioned-table" && execution.server.isSince(18))
        execution.fail("42809", `ALTER action ${action} cannot be performed on relation "${relation.name}"`);
      if (relation.persistence === "temporary")
        execution.fail(
          "42P16",
          `cannot change logged status of table "${relation.name}" because it is temporary`,
        );
      if (relation.persistence === to && !isAssumed(relation.id)) return;
      if (to === "unlogged") refusePublished(execution, relation);
      if (isTable(relation)) refusePartners(execution, relation, to);
      alteration.rewrite(relation);
    },
    apply: ({ execution }, relation) => {
      if (relation.persistence === to || relation.kind === "partitioned-table") return;
      setPersistence(execution, relation, to);
    },
  };
}

function refusePublished(execution: Execution, relation: Relation): void {
  for (const [, { kind, relations }] of execution.edit.all("other"))
    if (kind === "publication" && relations.includes(relation.id))
      execution.fail(
        "55000",
        `cannot change table "${relation.name}" to unlogged because it is part of a publication`,
      );
}

function refusePartners(execution: Execution, table: Table, to: Persistence): void {
  const partners =
    to === "permanent"
      ? table.constraints.flatMap((each) => (each.kind === "foreign-key" ? [each.references] : []))
      : referencesTo(execution, table).map((each) => each.table);
  for (const id of partners) {
    const partner = relationById(execution, id);
    const conflicts =
      to === "permanent" ? partner.persistence !== "permanent" : partner.persistence === "permanent";
    if (partner.id === table.id || !conflicts) continue;
    execution.fail(
      "42P16",
      to === "permanent"
        ? `could not change table "${table.name}" to logged because it references unlogged table "${partner.name}"`
        : `could not change table "${table.name}" to unlogged because it references logged table "${partner.name}"`,
    );
  }
}

function setPersistence(execution: Execution, relation: Relation, to: Persistence): void {
  replaceRelation(execution.edit, { ...relation, persistence: to });
  if (!isTable(relation)) return;
  for (const id of relation.indexes)
    replaceRelation(execution.edit, { ...relationById(execution, id), persistence: to });
  for (const { object } of dependentsOf(execution.edit, relation.id)) {
    const sequence = execution.edit.get("relation", object);
    // From 15 on owned sequences follow their table.
    if (sequence?.kind !== "sequence" || sequence.ownedBy?.table !== relation.id) continue;
    if (!execution.server.isSince(15)) continue;
    execution.lock(sequence, "ACCESS EXCLUSIVE");
    replaceRelation(execution.edit, { ...sequence, persistence: to });
  }
}

/** SET ACCESS METHOD (15+; on partitioned tables 17+): a rewrite where it is another one. */
export const setAccessMethod: Subcommand = {
  action: "SET ACCESS METHOD",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: [...tables, "materialized-view"],
  prepare: (alteration, relation, command) => {
    const { execution } = alteration;
    if (!execution.server.isSince(15))
      execution.fail("42601", "syntax error: SET ACCESS METHOD needs PostgreSQL 15");
    if (relation.kind === "partitioned-table" && !execution.server.isSince(17))
      execution.fail("42809", `cannot change access method of a partitioned table`);
    const isSame = isTable(relation) && relation.accessMethod === (command.name ?? "heap");
    if (isTable(relation) && (!isSame || isAssumed(relation.id))) alteration.rewrite(relation);
  },
  apply: ({ execution }, relation, command) => {
    if (isTable(relation))
      replaceRelation(execution.edit, { ...relation, accessMethod: command.name ?? "heap" });
  },
};

/** SET TABLESPACE: the files are copied as they are, where it is another tablespace. */
export const setTablespace: Subcommand = {
  action: "SET TABLESPACE",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: [...tables, "materialized-view", ...indexes],
  apply: (alteration, relation, command) => {
    if (isTable(relation)) move(alteration, relation, command.name ?? "");
  },
};

function move(alteration: Alteration, table: Table, to: string): void {
  if ((table.tablespace ?? "pg_default") === to && !isAssumed(table.id)) return;
  if (table.kind === "table") alteration.execution.work(table, "rewrite");
  replaceRelation(alteration.execution.edit, {
    ...tableById(alteration.execution, table.id),
    tablespace: to,
  });
}
