import { CodeActionKind, type CodeAction } from "vscode-languageserver-protocol";
import type { MigrationAnalysis } from "../analysis/analysis.ts";
import { goesBack, downFor, type WrittenDown } from "../recipes/inverse/downFor.ts";
import type { Refusal } from "../recipes/recipe.ts";
import type { DownData } from "./codeActionData.ts";
import type { FileView } from "./fileView.ts";
import { plannedProject } from "./recipeFacts.ts";

export const downTitle = "Write the down section for this migration";

/** Offered on a migration that goes up and not down; what it takes is found out when somebody wants it. */
export function downActions(view: FileView): readonly CodeAction[] {
  const migration = migrationOf(view);
  if (migration === undefined || !view.project.format.hasDown || goesBack(migration)) return [];
  const data: DownData = { uri: view.uri, version: view.document.version, downFor: true };
  return [{ title: downTitle, kind: CodeActionKind.RefactorRewrite, data }];
}

/** The migration of which the file holds the up section, with statements in it. */
function migrationOf({ sections }: FileView): MigrationAnalysis | undefined {
  const up = sections.find(({ section }) => section.direction === "up" && section.statements.length > 0);
  return up?.migration.migration.repeatable === true ? undefined : up?.migration;
}

/** What undoes the file's migration. */
export function downOf(view: FileView): WrittenDown | Refusal {
  const migration = migrationOf(view);
  if (migration === undefined) return { refused: "This file has no up section any more." };
  if (goesBack(migration)) return { refused: "This migration has a down section already." };
  return downFor(migration, plannedProject(view));
}
