import type { CopyStmt } from "@pgsql/types";
import { isTable, isView } from "../../catalog/relations.ts";
import { descendantsOf } from "../constraints/partners.ts";
import { fireForRows, isReplaced, withTriggers } from "../triggers/fire.ts";
import type { Execution } from "../execution.ts";
import { requireRelation, tableKinds } from "../names/lookup.ts";
import { lockDefaults } from "../query/defaults.ts";
import { lockLookedUp } from "../dml/partnerLocks.ts";
import { QueryReading } from "../query/queryReading.ts";
import { runQuery } from "../query/statements.ts";
import { evaluateRow } from "../query/storedExpressions.ts";
import { lockAbove } from "../dml/resultRelation.ts";
import { copiedColumns } from "./copyColumns.ts";
import { refuseCopyOptions } from "./copyOptions.ts";

/** COPY: FROM writes as INSERT does, TO reads. */
export function copy(execution: Execution, statement: CopyStmt): void {
  refuseCopyOptions(execution, statement.options);
  if (statement.query !== undefined) return void runQuery(execution, statement.query);
  const relation = requireRelation(execution, statement.relation ?? {}, [...tableKinds, "view"]);
  const isFrom = statement.is_from === true;
  const reading = new QueryReading(execution, true);
  // COPY TO leaves partitions and children out; COPY FROM routes rows to partitions.
  reading.read(
    relation,
    isFrom ? "ROW EXCLUSIVE" : "ACCESS SHARE",
    relation.kind !== "partitioned-table" || (!isFrom && !execution.server.isSince(19)),
  );
  if (!isFrom && relation.kind === "partitioned-table" && !execution.server.isSince(19))
    execution.fail("42809", `cannot copy from partitioned table "${relation.name}"`);
  if (isFrom && relation.kind === "view" && isView(relation) && isReplaced(execution, relation, "insert")) {
    execution.ifRows(() => {
      fireForRows(execution, relation, "instead-of", { event: "insert", certain: false });
    });
    return;
  }
  if (!isTable(relation)) {
    if (!isView(relation) || isFrom || relation.kind === "view")
      execution.fail(
        "42809",
        `cannot copy ${isFrom ? "to" : "from"} ${relation.kind.replace("-", " ")} "${relation.name}"`,
      );
    return;
  }
  const named = copiedColumns(execution, relation, statement);
  if (!isFrom) return;
  lockAbove(execution, relation);
  const isGiven = (number: number): boolean => named.length === 0 || named.includes(number);
  const leaves = descendantsOf(execution, relation).filter((table) => table.kind !== "partitioned-table");
  const written = relation.kind === "partitioned-table" ? leaves : [relation];
  withTriggers(execution, relation, written, { event: "insert", certain: false }, () => {
    execution.ifRows(() => {
      for (const column of relation.columns) if (!isGiven(column.number)) lockDefaults(reading, column);
      lockLookedUp(execution, relation, isGiven);
    });
    evaluateRow(execution, relation);
  });
}
