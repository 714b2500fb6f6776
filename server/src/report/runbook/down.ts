import type { PendingPhase, Step } from "../../recipes/recipe.ts";
import { codeSpan, markdownEscaped } from "../markdownEscape.ts";
import type { RunbookSubject } from "./subject.ts";

/** What going back is worth, and what must be deployed before and after. */
export function back({ migration, reported }: RunbookSubject): readonly string[] {
  const { rollback } = migration;
  const folder = codeSpan(reported.display(""));
  const lines =
    rollback === undefined
      ? ["There is nothing to undo."]
      : [
          `${words[rollback.grade]}${rollback.down === "missing" ? " No down section is written; `lockkeeper down-for` makes one." : ""}`,
          ...[...rollback.left, ...rollback.lost].map((each) => `- ${markdownEscaped(each)}`),
        ];
  return [
    "## Go back",
    "",
    ...lines,
    "",
    `Deploy the application version of before first, where it can run on the new schema, then take the newest migration of ${folder} back.`,
    "",
  ];
}

const words = {
  reversible: "Going back brings everything back as it was.",
  lossy: "Going back brings the schema back, and not all of the data:",
  irreversible: "Going back does not bring everything back:",
} as const;

/** Of a rollout that this migration begins: what is deployed between its phases. */
export function phases(pending: PendingPhase | undefined, title: string): readonly string[] {
  if (pending === undefined) return [];
  return [
    "## Phases to come",
    "",
    `${markdownEscaped(title)}: this is the first part. Before the rest is written by ${codeSpan("lockkeeper rollouts finish")}:`,
    "",
    ...pending.steps.flatMap(deploys),
    "",
  ];
}

function deploys({ title, deployBefore, deployAfter }: Step): readonly string[] {
  return [
    ...(deployBefore === undefined ? [] : [`- [ ] deploy first: ${markdownEscaped(deployBefore)}`]),
    `- [ ] ${markdownEscaped(title)}`,
    ...(deployAfter === undefined ? [] : [`- [ ] deploy after it: ${markdownEscaped(deployAfter)}`]),
  ];
}
