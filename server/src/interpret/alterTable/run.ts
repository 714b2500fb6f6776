import type { AlterTableCmd } from "@pgsql/types";
import type { Relation } from "../../catalog/relations.ts";
import { strongerLock, type LockMode } from "../locks.ts";
import type { Execution } from "../execution.ts";
import type { Alteration } from "./alteration.ts";
import { finishTables } from "./finish.ts";
import { passes, type Pass } from "./passes.ts";
import { reparseDependents } from "./reparse.ts";
import type { Subcommand } from "./subcommand.ts";
import { subcommands } from "./subcommands.ts";
import { refine } from "../openWorld/relations.ts";
import { goOn } from "../openWorld/uncertain.ts";

/** The subcommand's entry; gives up where there is none. */
export function subcommandOf(execution: Execution, command: AlterTableCmd): Subcommand {
  const { subtype } = command;
  const known = subtype === undefined ? undefined : subcommands[subtype];
  return known ?? execution.giveUp(`${subtype ?? "this subcommand"} is not interpreted yet`);
}

/** The lock of a whole ALTER TABLE: the strongest of its subcommands, at least SHARE UPDATE EXCLUSIVE. */
export function lockOf(execution: Execution, commands: readonly AlterTableCmd[]): LockMode {
  return commands
    .map((command) => {
      const { lock } = subcommandOf(execution, command);
      return typeof lock === "string" ? lock : lock(command);
    })
    .reduce<LockMode>(strongerLock, "SHARE UPDATE EXCLUSIVE");
}

/** Phase 1 for one subcommand: the refusals, the recursion, and the place in the queue (ATPrepCmd). */
export function prepare(
  alteration: Alteration,
  given: Relation,
  command: AlterTableCmd,
  recurse: boolean,
  derived = false,
): void {
  const { execution } = alteration;
  const subcommand = subcommandOf(execution, command);
  const relation = refine(execution, given, subcommand.needs ?? subcommand.on);
  if (!subcommand.on.includes(relation.kind)) refuseKind(execution, subcommand, relation);
  const below = (): void => {
    for (const child of alteration.descendants(relation)) prepare(alteration, child, command, false, true);
  };
  if (subcommand.simpleRecursion === "first" && recurse) below();
  subcommand.prepare?.(alteration, relation, command, recurse);
  const { pass } = subcommand;
  if (subcommand.simpleRecursion === "last" && recurse) below();
  alteration.enqueue(relation.id, typeof pass === "string" ? pass : pass(command), command, derived);
}

/** Phases 2 and 3: the passes over all tables, then the rewrites, scans and foreign key checks. */
export function runPasses(alteration: Alteration, recurse: boolean): void {
  const { recorder } = alteration.execution;
  for (const pass of passes) {
    runPass(alteration, pass, recurse);
    recorder.subcommand = undefined;
    if (pass === "alter-type") reparseDependents(alteration);
  }
  finishTables(alteration);
}

function runPass(alteration: Alteration, pass: Pass, recurse: boolean): void {
  // Subcommands may add tables and commands while the pass runs; both iterators see what is appended.
  for (let position = 0; position < alteration.touched.length; position++) {
    const work = alteration.touched[position];
    for (const { command, derived, of } of work?.queue[pass] ?? []) {
      if (work === undefined) continue;
      alteration.execution.recorder.subcommand = of;
      const subcommand = subcommandOf(alteration.execution, command);
      const hasSimpleRecursion = typeof subcommand.simpleRecursion === "string";
      const how = { recurse: recurse && !(derived && hasSimpleRecursion), derived };
      const { relation } = work;
      goOn(alteration.execution, () => {
        subcommand.apply(alteration, alteration.relation(relation), command, how);
      });
    }
  }
}

function refuseKind(execution: Execution, subcommand: Subcommand, relation: Relation): never {
  const message = execution.server.isSince(15)
    ? `ALTER action ${subcommand.action} cannot be performed on relation "${relation.name}"`
    : `"${relation.name}" is not a ${subcommand.on.map((kind) => kind.replace("-", " ")).join(" or ")}`;
  return execution.fail("42809", message);
}
