import type { AlterTableCmd, AlterTableStmt, Node } from "@pgsql/types";
import type { Relation } from "../../catalog/relations.ts";
import { Alteration } from "./alteration.ts";
import { lockOf, prepare, runPasses, subcommandOf } from "./run.ts";
import type { Execution } from "../execution.ts";
import { relationMissing, relationOf } from "../names/lookup.ts";
import { refusePending } from "../triggers/pending.ts";
import { commonKinds, kindsFor } from "../openWorld/kinds.ts";
import type { Needed } from "../openWorld/relations.ts";

/** ALTER TABLE, and ALTER INDEX, VIEW, SEQUENCE, MATERIALIZED VIEW, FOREIGN TABLE, TYPE in as far as they share it. */
export function alterTable(execution: Execution, statement: AlterTableStmt): void {
  const commands = (statement.cmds ?? []).flatMap(commandOf);
  const mode = lockOf(execution, commands);
  const range = statement.relation ?? {};
  const relation = relationOf(execution, range, neededKinds(execution, statement, commands));
  if (relation === undefined) {
    if (statement.missing_ok === true) return;
    relationMissing(execution, range);
  }
  refuseOtherKind(execution, statement, relation);
  execution.lock(relation, mode);
  refusePending(execution, relation, "ALTER TABLE");
  const alteration = new Alteration(execution, mode);
  const recurse = range.inh === true;
  alteration.of(relation.id);
  commands.forEach((command, index) => {
    execution.recorder.subcommand = index;
    prepare(alteration, relation, command, recurse);
  });
  runPasses(alteration, recurse);
}

/** What the statement's word and its first subcommand need the relation to be. */
function neededKinds(
  execution: Execution,
  { objtype }: AlterTableStmt,
  [first]: readonly AlterTableCmd[],
): Needed | undefined {
  const named = kindsFor(objtype);
  if (first === undefined) return named;
  const { needs, on } = subcommandOf(execution, first);
  return commonKinds(named, needs ?? on);
}

function commandOf(node: Node): AlterTableCmd[] {
  return "AlterTableCmd" in node ? [node.AlterTableCmd] : [];
}

/** ALTER VIEW needs a view and so on; ALTER TABLE takes any relation (RangeVarCallbackForAlterRelation). */
function refuseOtherKind(execution: Execution, statement: AlterTableStmt, relation: Relation): void {
  const wanted = statement.objtype === undefined ? undefined : kinds[statement.objtype];
  if (wanted !== undefined && !wanted.kinds.includes(relation.kind))
    execution.fail("42809", `"${relation.name}" is not ${wanted.words}`);
  if (relation.kind === "composite-type" && statement.objtype !== "OBJECT_TYPE")
    execution.fail("42809", `"${relation.name}" is a composite type`);
}

const kinds: Readonly<
  Record<string, { readonly kinds: readonly Relation["kind"][]; readonly words: string }>
> = {
  OBJECT_VIEW: { kinds: ["view"], words: "a view" },
  OBJECT_MATVIEW: { kinds: ["materialized-view"], words: "a materialized view" },
  OBJECT_SEQUENCE: { kinds: ["sequence"], words: "a sequence" },
  OBJECT_INDEX: { kinds: ["index", "partitioned-index"], words: "an index" },
  OBJECT_FOREIGN_TABLE: { kinds: ["foreign-table"], words: "a foreign table" },
  OBJECT_TYPE: { kinds: ["composite-type"], words: "a composite type" },
};
