import { task } from "./markdown.ts";
import { invalidIndexes, notValidated, withoutStatistics } from "./queries.ts";
import { buildsConcurrently, type RunbookSubject } from "./subject.ts";

/** What to check once it is through. */
export function after(subject: RunbookSubject): readonly string[] {
  const { work, tables, statements } = subject;
  const rewrites = work.some(({ kind }) => kind === "rewrite");
  const adds = statements.some(({ analysis }) => /\bNOT\s+VALID\b/iu.test(analysis.statement.text));
  return [
    "## After",
    "",
    ...task("The tool has the migration as applied."),
    ...(buildsConcurrently(subject) ? task("Every index is valid.", invalidIndexes) : []),
    ...(adds ? task("What is NOT VALID is validated by a later migration.", notValidated) : []),
    ...(rewrites && tables.length > 0
      ? task(
          "What has no statistics any more is analysed (ANALYZE), or plans go wrong.",
          withoutStatistics(tables),
        )
      : []),
    ...task("Errors and response times of the application are as before."),
  ];
}
