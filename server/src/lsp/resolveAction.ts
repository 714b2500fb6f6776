import { LSPErrorCodes, ResponseError, type CodeAction } from "vscode-languageserver";
import {
  readFixAll,
  readMakeSafe,
  readRecipeAction,
  readDownData,
  type FixAllData,
  type MakeSafeData,
  type RecipeActionData,
  type DownData,
} from "./codeActionData.ts";
import { safePlanOf } from "./makeSafeAction.ts";
import type { Context } from "./context.ts";
import { statementsOf, type FileView, type ViewedStatement } from "./fileView.ts";
import { fixAllEdits } from "./fixAll.ts";
import { recipeById, rewriteOf } from "./recipeFacts.ts";
import { canApply, workspaceEdit } from "./rewriteEdit.ts";
import { confirmationFor, type Confirmation } from "./appliedMigrations.ts";
import type { History } from "./history/history.ts";
import type { MigrationStatuses } from "./migrationStatuses.ts";
import { downOf } from "./downAction.ts";
import type { Workspace } from "./workspace.ts";

/** What an edit is made from. */
export interface Resolving {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly statuses: MigrationStatuses;
  readonly history: History;
  /** False where nobody has chosen the action yet, so nothing may be asked. */
  readonly asks?: boolean;
}

/** Computes the edit of an action. Rejects with a ResponseError where the file has changed too much since. */
export async function resolveAction(given: Resolving, action: CodeAction): Promise<CodeAction> {
  const one = readRecipeAction(action.data);
  if (one !== undefined) return resolveRecipe(given, action, one);
  const safe = readMakeSafe(action.data);
  if (safe !== undefined) return resolveSafe(given, action, safe);
  const back = readDownData(action.data);
  if (back !== undefined) return resolveDown(given, action, back);
  const all = readFixAll(action.data);
  return all === undefined ? action : resolveAll(given, action, all);
}

async function resolveRecipe(
  given: Resolving,
  action: CodeAction,
  data: RecipeActionData,
): Promise<CodeAction> {
  const { context, workspace } = given;
  const view = workspace.view(data.uri);
  const viewed = view === undefined ? undefined : findAgain(view, data);
  const recipe = recipeById(data.recipe);
  if (view === undefined || viewed === undefined || recipe === undefined) throw changed();
  const rewrite = rewriteOf(view, viewed, recipe);
  if ("refused" in rewrite) throw refused(rewrite.refused);
  if (!canApply(context.client, rewrite))
    throw refused("This editor cannot create files for a language server.");
  const confirmation = await confirmed(given, view);
  const changes = { ...rewrite, title: rewrite.plan.title, confirmation };
  return { ...action, edit: workspaceEdit(context, view, changes) };
}

async function resolveAll(given: Resolving, action: CodeAction, data: FixAllData): Promise<CodeAction> {
  const { context, workspace } = given;
  const view = workspace.view(data.uri);
  const recipe = recipeById(data.recipe);
  if (view === undefined || recipe === undefined) throw changed();
  const applied = await confirmationOf(given, view);
  if (applied !== undefined) throw refused(`${applied.label}. ${applied.description}`);
  const edits = fixAllEdits(view, data.rule, recipe);
  if (edits.length === 0)
    throw refused("Taken together the changes would not do the same. Make them one by one.");
  return { ...action, edit: workspaceEdit(context, view, { title: action.title, files: [], edits }) };
}

async function resolveSafe(given: Resolving, action: CodeAction, data: MakeSafeData): Promise<CodeAction> {
  const { context, workspace } = given;
  const view = workspace.view(data.uri);
  if (view === undefined) throw changed();
  const plan = safePlanOf(view);
  const reasons = plan.refusals.map(({ refused: reason }) => reason);
  if (plan.plans.length === 0)
    throw refused(reasons[0] ?? plan.unplanned[0]?.reason ?? "There is nothing to make safe any more.");
  if (!canApply(context.client, plan))
    throw refused("This editor cannot create files for a language server.");
  const confirmation = await confirmed(given, view);
  const left = reasons.length === 0 ? "" : ` – not all: ${reasons.join(" ")}`;
  const changes = { ...plan, title: `${action.title}${left}`, confirmation };
  return { ...action, edit: workspaceEdit(context, view, changes) };
}

/** A database that has run the up is what it was with a down, so nothing is asked. */
function resolveDown({ context, workspace }: Resolving, action: CodeAction, data: DownData): CodeAction {
  const view = workspace.view(data.uri);
  if (view === undefined) throw changed();
  const back = downOf(view);
  if ("refused" in back) throw refused(back.refused);
  if (back.placed === undefined)
    throw refused(`${view.project.format.label} takes no down section for a migration of this form.`);
  if (!canApply(context.client, back.placed))
    throw refused("This editor cannot create files for a language server.");
  const lost = back.remarks.filter(({ kind }) => kind !== "note").map(({ words }) => words);
  const title = lost.length === 0 ? action.title : `${action.title} – ${back.grade}: ${lost.join("; ")}`;
  return { ...action, edit: workspaceEdit(context, view, { ...back.placed, title }) };
}

async function confirmationOf(
  { workspace, statuses, history }: Resolving,
  view: FileView,
): Promise<Confirmation | undefined> {
  const model = workspace.project(view.project.uri);
  if (model === undefined) return undefined;
  return confirmationFor(view, await statuses.of(model), history.branchOf(view));
}

/** Asks at once where the editor cannot show the question with the edit. Rejects where the answer is no. */
async function confirmed(given: Resolving, view: FileView): Promise<Confirmation | undefined> {
  const confirmation = await confirmationOf(given, view);
  const { client, connection } = given.context;
  if (confirmation === undefined || (client.annotations && client.documentChanges)) return confirmation;
  const message = `${confirmation.label}. ${confirmation.description}`;
  if (given.asks === false) throw refused(message);
  const answer = await connection.window.showWarningMessage(message, { title: "Edit It Anyway" });
  if (answer === undefined) throw refused(message);
  return confirmation;
}

/** The statement at its old place, or the only one that still reads the same. */
function findAgain(view: FileView, { start, text }: RecipeActionData): ViewedStatement | undefined {
  const same = statementsOf(view).filter(({ statement }) => statement.statement.text === text);
  return (
    same.find(({ statement }) => statement.span.start === start) ?? (same.length === 1 ? same[0] : undefined)
  );
}

function changed(): ResponseError {
  return new ResponseError(LSPErrorCodes.ContentModified, "The file has changed; ask for the action again.");
}

function refused(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}
