import type { DraftFile, Surroundings, Project, Migration, Format } from "../formats/format.ts";
import type { History } from "./history.ts";
import type { AnalysedSection } from "../rules/rule.ts";
import type { Plan, Step, PendingPhase, RecipeFacts, Recipe } from "./recipe.ts";
import type { FileEdit } from "./support/edits.ts";

/** What a plan becomes in a project: new files, and edits of the file with the original statement. */
export interface Rewrite {
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly files: readonly DraftFile[];
  readonly edits: readonly FileEdit[];
  readonly pending: readonly PendingPhase[];
  /** The new file with what stood behind the statement, where that had to come after the plan. */
  readonly movedTo?: string | undefined;
}

export interface RewriteInput {
  readonly recipe: Recipe;
  readonly facts: RecipeFacts;
  readonly migration: Migration;
  /** The migration's down section, where it has one. */
  readonly down: AnalysedSection | undefined;
  readonly project: Project;
  readonly format: Format;
  /** The present text of a file of the project. */
  readonly text: (path: string) => string;
  /** ISO 8601, UTC; for tools that number by time. */
  readonly now: string;
  /** Every file of the project's folder. */
  readonly paths: readonly string[];
  readonly history: History;
  /** What else decides how a file is sent, e.g. the tool's version. */
  readonly around: Surroundings;
}
