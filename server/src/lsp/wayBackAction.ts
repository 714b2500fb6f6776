import { CodeActionKind, type CodeAction } from "vscode-languageserver-protocol";
import type { MigrationAnalysis } from "../analysis/analysis.ts";
import { goesBack, wayBack, type WayBack } from "../recipes/inverse/wayBack.ts";
import type { Refusal } from "../recipes/recipe.ts";
import type { WayBackData } from "./codeActionData.ts";
import type { FileView } from "./fileView.ts";
import { plannedProject } from "./recipeFacts.ts";

export const wayBackTitle = "Write the down section for this migration";

/** Offered on a migration that goes up and not down; what it takes is found out when somebody wants it. */
export function wayBackActions(view: FileView): readonly CodeAction[] {
  const migration = migrationOf(view);
  if (migration === undefined || !view.project.format.hasDown || goesBack(migration)) return [];
  const data: WayBackData = { uri: view.uri, version: view.document.version, wayBack: true };
  return [{ title: wayBackTitle, kind: CodeActionKind.RefactorRewrite, data }];
}

/** The migration of which the file holds the up section, with statements in it. */
function migrationOf({ sections }: FileView): MigrationAnalysis | undefined {
  const up = sections.find(({ section }) => section.direction === "up" && section.statements.length > 0);
  return up?.migration.migration.repeatable === true ? undefined : up?.migration;
}

/** What undoes the file's migration. */
export function wayBackOf(view: FileView): WayBack | Refusal {
  const migration = migrationOf(view);
  if (migration === undefined) return { refused: "This file has no up section any more." };
  if (goesBack(migration)) return { refused: "This migration has a down section already." };
  return wayBack(migration, plannedProject(view));
}
