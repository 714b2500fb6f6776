import { isAssumed, isAssumedType, displayName } from "../../catalog/ids.ts";
import type { DropTarget } from "../drop/dropTarget.ts";
import type { Destruction } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { unnamedTable } from "./unnamed.ts";
import { hasUnknown } from "./schemas.ts";

/** What goes with an object of which not all dependents are known: tables that no statement names, under their locks. */
export function loseUnknown(execution: Execution, dropped: DropTarget, cascade: boolean): void {
  if (dropped.kind === "relation") loseWithRelation(execution, dropped.relation, cascade);
  if (!cascade) return;
  if (dropped.kind === "type" && isAssumedType(dropped.type.id))
    loseByCascade(execution, `each table with columns of ${displayName(dropped.type)}`, "column", "data");
  if (dropped.kind === "function" && dropped.routine.id.startsWith("function:?"))
    loseByCascade(execution, `each table that uses ${displayName(dropped.routine)}()`, "column", "data");
  if (dropped.kind === "other" && dropped.object.assumed === true)
    loseByCascade(
      execution,
      `each table that uses the ${dropped.object.kind} ${dropped.object.name}`,
      "column",
      "data",
    );
  if (dropped.kind === "schema" && hasUnknown(execution, dropped.name))
    loseByCascade(execution, `each table of the schema ${dropped.name}`, "table", "data");
}

/** A table's foreign keys go with it, under ACCESS EXCLUSIVE on the tables that they reference. */
function loseWithRelation(
  execution: Execution,
  relation: Extract<DropTarget, { kind: "relation" }>["relation"],
  cascade: boolean,
): void {
  if (!isAssumed(relation.id) || relation.unnamed === true) return;
  const isTable = relation.kind === "table" || relation.kind === "partitioned-table";
  if (isTable)
    execution.lock(
      unnamedTable(execution, `each table that ${displayName(relation)} may reference`),
      "ACCESS EXCLUSIVE",
    );
  if (cascade)
    loseByCascade(execution, `whatever depends on ${displayName(relation)}`, "other", "definition");
}

/** What CASCADE takes along of which nothing is known. */
export function loseByCascade(...lost: Parameters<typeof lose>): void {
  const [execution] = lost;
  execution.recorder.byCascade(() => {
    lose(...lost);
  });
}

/** What goes with something of which not all dependents are known. */
export function lose(
  execution: Execution,
  words: string,
  code: Destruction["code"],
  loses: Destruction["loses"],
): void {
  const table = unnamedTable(execution, words);
  execution.lock(table, "ACCESS EXCLUSIVE");
  const name = code === "column" ? `those of ${words}` : words;
  execution.recorder.destroys({ code, name, implied: true, loses }, table);
  execution.assume({ kind: "dependents", about: words });
}
