import { sqlBlock } from "./markdown.ts";
import { buildsConcurrently, type RunbookSubject } from "./subject.ts";

/** When to stop, how, and what is there then. */
export function abort(subject: RunbookSubject): readonly string[] {
  const { lockTimeout } = subject.reported.options;
  return [
    "## Stop it",
    "",
    "Stop it when one of these holds:",
    "",
    `- somebody has waited longer than ${lockTimeout} behind it;`,
    "- a replica is further behind than reads from it may be;",
    "- the application fails in a way that was not expected.",
    "",
    "Stop its statement, not its process; take the pid from the query above:",
    ...sqlBlock("SELECT pg_cancel_backend(:pid);"),
    ...left(subject),
  ];
}

function left(subject: RunbookSubject): readonly string[] {
  if (!subject.commitsEach)
    return [
      "Then nothing of this migration is there: its transaction is rolled back. Run it again later.",
      "",
    ];
  return [
    "Then the statements that were through stay, and the tool may have the migration as half applied. `lockkeeper status` says where it stands.",
    ...(buildsConcurrently(subject)
      ? [
          "A CREATE INDEX CONCURRENTLY that was stopped leaves an INVALID index, which costs every write and helps no read. Drop it with DROP INDEX CONCURRENTLY before the next try.",
        ]
      : []),
    "",
  ];
}
