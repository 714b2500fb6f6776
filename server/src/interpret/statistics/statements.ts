import { stringsOf } from "../nodes.ts";
import { requireStatistics } from "./names.ts";
import { createStatistics } from "./statistics.ts";
import { on, type Registration } from "../registry.ts";

/** Extended statistics. */
export const statisticsStatements: readonly Registration[] = [
  on("CreateStatsStmt", createStatistics),
  on("AlterStatsStmt", (execution, { defnames, missing_ok }) => {
    if (missing_ok !== true) requireStatistics(execution, stringsOf(defnames));
  }),
];
