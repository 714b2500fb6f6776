import { markdownEscaped } from "../markdownEscape.ts";
import { task } from "./markdown.ts";
import {
  invalidIndexes,
  oldTransactions,
  preparedTransactions,
  replicationLag,
  sessionsInTheWay,
  sizes,
  vacuumsInTheWay,
} from "./queries.ts";
import { buildsConcurrently, type RunbookSubject, waitsForSnapshots } from "./subject.ts";

/** What to look at before it runs. */
export function before(subject: RunbookSubject): readonly string[] {
  const { tables, work, migration } = subject;
  const rewrites = work.some(({ kind }) => kind === "rewrite" || kind === "index-build");
  return [
    "## Before",
    "",
    ...task("The migrations before this one are applied, and this one ran on a copy of the schema."),
    ...task(
      markdownEscaped(
        `A backup of before ${migration.migration.version} can be restored, if what it removes is ever needed.`,
      ),
    ),
    ...(tables.length === 0
      ? []
      : [
          ...task(
            "No long transaction has one of the tables: the migration waits for it, and everybody else then waits for the migration.",
            sessionsInTheWay(tables),
          ),
          ...task(
            "No VACUUM of them is under way that does not give way (against wraparound).",
            vacuumsInTheWay(tables),
          ),
        ]),
    ...(waitsForSnapshots(subject)
      ? task("No old transaction is open anywhere: CONCURRENTLY waits for all of them.", oldTransactions)
      : []),
    ...task("No prepared transaction was forgotten.", preparedTransactions),
    ...(rewrites && tables.length > 0
      ? task(
          "There is room on the disk for what is built: as much again as the table and its indexes.",
          sizes(tables),
        )
      : []),
    ...(buildsConcurrently(subject)
      ? task("No INVALID index was left by an earlier try.", invalidIndexes)
      : []),
    ...task("Replicas are not behind already.", replicationLag),
  ];
}
