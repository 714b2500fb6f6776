import type { HeldLock, ObservedMigration, ObservedStatement } from "../run/observe/observed.ts";

/** What was seen of a migration, statement by statement, and where that is not what was predicted. */
export function observedText({
  direction,
  migration,
  name,
  postgres,
  at,
  statements,
}: ObservedMigration): readonly string[] {
  return [
    `Observed on PostgreSQL ${postgres}, ${at}: ${direction} ${migration} ${name}`.trimEnd(),
    ...statements.flatMap((each) => [
      `  line ${each.range.start.line + 1}: ${each.sql.replace(/\s+/g, " ").slice(0, 100)}`,
      ...linesOf(each).map((line) => `    ${line}`),
    ]),
    "",
  ];
}

function linesOf(statement: ObservedStatement): readonly string[] {
  const { milliseconds, rows, walBytes, tempBytes, watched, locks, work, notices, error } = statement;
  const facts = [
    `${milliseconds} ms`,
    ...(rows === null ? [] : [`${rows} ${rows === 1 ? "row" : "rows"}`]),
    ...(walBytes === null ? [] : [`${walBytes} bytes of WAL`]),
    ...(tempBytes === null || tempBytes === 0 ? [] : [`${tempBytes} bytes of temporary files`]),
    ...(watched === "beside" ? ["watched from beside, so that short locks may be missing"] : []),
  ];
  return [
    facts.join(", "),
    ...locks.map(lockLine),
    ...work.map(({ kind, relation }) => `work: ${kind} of ${relation}`),
    ...notices.map((notice) => `notice: ${notice.replace(/\s*\n\s*/g, " ")}`),
    ...(error === undefined ? [] : [`failed: ${error.message} (${error.sqlstate})`]),
    ...differenceLines(statement),
  ];
}

function lockLine({ mode, relation, heldMilliseconds }: HeldLock): string {
  return `lock ${mode} on ${relation}${heldMilliseconds === null ? "" : `, held ${heldMilliseconds} ms`}`;
}

function differenceLines({ difference, watched }: ObservedStatement): readonly string[] {
  if (difference === undefined) return [];
  const { predicted, observed } = difference;
  if (predicted.length + observed.length === 0) return watched === "transaction" ? ["as predicted"] : [];
  return [
    ...predicted.map((line) => `predicted, and not seen: ${line}`),
    ...observed.map((line) => `seen, and not predicted: ${line}`),
  ];
}
