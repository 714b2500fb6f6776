import type { MigrationAnalysis } from "../../analysis/analysis.ts";
import type { PendingRollout } from "../../recipes/rollouts.ts";
import { asWritten, placeholderNames, type PlaceholderNames } from "../../sql/placeholderNames.ts";
import { majorsNamed } from "../../timeline/words/majors.ts";
import { codeSpan, markdownEscaped } from "../markdownEscape.ts";
import type { Reported } from "../reported.ts";
import { abort } from "./abort.ts";
import { after } from "./after.ts";
import { back, phases } from "./down.ts";
import { before } from "./before.ts";
import { during } from "./during.ts";
import { happens } from "./happens.ts";
import { subjectOf, type RunbookSubject } from "./subject.ts";

/**
 * What whoever runs a migration in production needs at hand: what will happen, what to look at before, meanwhile and
 * after, when to stop and how, and how to go back. Markdown, with boxes to tick and queries that can be pasted.
 */
export function runbook(
  reported: Reported,
  migration: MigrationAnalysis,
  rollout: Pick<PendingRollout, "pending" | "title"> | undefined,
): string {
  const subject = subjectOf(reported, migration);
  const paths = migration.migration.paths.map((path) => codeSpan(reported.display(path)));
  const { version, name } = migration.migration;
  const lines = [
    `# Runbook: ${markdownEscaped([version, name].filter((part) => part !== "").join(" "))}`,
    "",
    `For ${paths.join(" and ")} on PostgreSQL ${majorsNamed(reported.options.majors)}. Risk: **${migration.risk}**.`,
    "",
    ...happens(subject),
    ...before(subject),
    ...during(subject),
    ...abort(subject),
    ...after(subject),
    ...back(subject),
    ...phases(rollout?.pending, rollout?.title ?? ""),
  ];
  return asWritten(lines.join("\n"), namesIn(subject))
    .replaceAll(/\n+(?=## )/gu, "\n\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trimEnd();
}

/** Placeholders stand in code as they are, and escaped in text. */
function namesIn({ statements }: RunbookSubject): PlaceholderNames {
  const names = placeholderNames(statements.map(({ analysis }) => analysis));
  const escaped = Object.entries(names).map(([name, text]) => [markdownEscaped(name), markdownEscaped(text)]);
  return { ...names, ...(Object.fromEntries(escaped) as PlaceholderNames) };
}
