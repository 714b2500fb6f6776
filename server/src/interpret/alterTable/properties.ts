import type { AlterTableType } from "@pgsql/types";
import { attachPartition } from "../partitions/attach.ts";
import { detachPartition, finalizeDetach } from "../partitions/detach.ts";
import { columnOptions, dropOids, tableOptions } from "./foreignOptions.ts";
import { clusterOn, dropCluster, replicaIdentity } from "./indexRoles.ts";
import { addInherit, addOf, dropInherit, dropOf } from "../inheritance/inherit.ts";
import { changeOwner } from "./owner.ts";
import { resetRelOptions, setRelOptions } from "./relOptions.ts";
import { setAccessMethod, setLogged, setTablespace, setUnlogged } from "./storage.ts";
import type { Subcommand } from "./subcommand.ts";
import { switchRowSecurity, switchRule, switchTrigger } from "./switches.ts";

/** The subcommands on a table as a whole. */
export const propertySubcommands: Readonly<Partial<Record<AlterTableType, Subcommand>>> = {
  AT_ChangeOwner: changeOwner,
  AT_ClusterOn: clusterOn,
  AT_DropCluster: dropCluster,
  AT_SetLogged: setLogged,
  AT_SetUnLogged: setUnlogged,
  AT_SetAccessMethod: setAccessMethod,
  AT_SetTableSpace: setTablespace,
  AT_SetRelOptions: setRelOptions,
  AT_ResetRelOptions: resetRelOptions,
  AT_ReplicaIdentity: replicaIdentity,
  AT_GenericOptions: tableOptions,
  AT_AlterColumnGenericOptions: columnOptions,
  AT_DropOids: dropOids,
  AT_AddInherit: addInherit,
  AT_DropInherit: dropInherit,
  AT_AddOf: addOf,
  AT_DropOf: dropOf,
  AT_AttachPartition: attachPartition,
  AT_DetachPartition: detachPartition,
  AT_DetachPartitionFinalize: finalizeDetach,
  AT_EnableTrig: switchTrigger("ENABLE TRIGGER", "origin", "named"),
  AT_EnableAlwaysTrig: switchTrigger("ENABLE ALWAYS TRIGGER", "always", "named"),
  AT_EnableReplicaTrig: switchTrigger("ENABLE REPLICA TRIGGER", "replica", "named"),
  AT_DisableTrig: switchTrigger("DISABLE TRIGGER", "disabled", "named"),
  AT_EnableTrigAll: switchTrigger("ENABLE TRIGGER ALL", "origin", "all"),
  AT_DisableTrigAll: switchTrigger("DISABLE TRIGGER ALL", "disabled", "all"),
  AT_EnableTrigUser: switchTrigger("ENABLE TRIGGER USER", "origin", "user"),
  AT_DisableTrigUser: switchTrigger("DISABLE TRIGGER USER", "disabled", "user"),
  AT_EnableRule: switchRule("ENABLE RULE", true),
  AT_EnableAlwaysRule: switchRule("ENABLE ALWAYS RULE", true),
  AT_EnableReplicaRule: switchRule("ENABLE REPLICA RULE", true),
  AT_DisableRule: switchRule("DISABLE RULE", false),
  AT_EnableRowSecurity: switchRowSecurity("ENABLE ROW SECURITY", { enabled: true }),
  AT_DisableRowSecurity: switchRowSecurity("DISABLE ROW SECURITY", { enabled: false }),
  AT_ForceRowSecurity: switchRowSecurity("FORCE ROW SECURITY", { forced: true }),
  AT_NoForceRowSecurity: switchRowSecurity("NO FORCE ROW SECURITY", { forced: false }),
};
