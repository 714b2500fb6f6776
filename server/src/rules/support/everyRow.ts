import { bulkChange, wholeMerge } from "../../timeline/bulk.ts";
import type { AnalysedStatement, Report, RuleContext } from "../rule.ts";
import { firstAffected, report } from "./affected.ts";

/** The report `all` on a statement of that kind which changes every row of a table that existed before. */
export function everyRow(
  statement: AnalysedStatement,
  context: RuleContext,
  kind: "DeleteStmt" | "UpdateStmt",
): readonly Report[] {
  const merged = wholeMerge(statement.statement);
  const isMerged = merged !== undefined && merged.startsWith("delete") === (kind === "DeleteStmt");
  const isPlain = bulkChange(statement.statement) === "every-row" && statement.statement.kind === kind;
  if (!isPlain && !isMerged) return [];
  const found = firstAffected(statement, ({ effects }) =>
    effects.locks.some(({ relation }) => context.existed(relation.id)),
  );
  return found === undefined
    ? []
    : [report(found, context, merged === "delete-unmatched" ? "unmatched" : "all")];
}
