import { LSPErrorCodes, ResponseError, type CodeAction } from "vscode-languageserver";
import { readFixAll, readRecipeAction, type FixAllData, type RecipeActionData } from "./codeActionData.ts";
import type { Context } from "./context.ts";
import { statementsOf, type FileView, type ViewedStatement } from "./fileView.ts";
import { fixAllEdits } from "./fixAll.ts";
import { recipeById, rewriteOf } from "./recipeFacts.ts";
import { canApply, workspaceEdit } from "./rewriteEdit.ts";
import type { Workspace } from "./workspace.ts";

/** Computes the edit of an action. Rejects with a ResponseError where the file has changed too much since. */
export function resolveAction(context: Context, workspace: Workspace, action: CodeAction): CodeAction {
  const one = readRecipeAction(action.data);
  if (one !== undefined) return resolveRecipe(context, workspace, action, one);
  const all = readFixAll(action.data);
  return all === undefined ? action : resolveAll(context, workspace, action, all);
}

function resolveRecipe(
  context: Context,
  workspace: Workspace,
  action: CodeAction,
  data: RecipeActionData,
): CodeAction {
  const view = workspace.view(data.uri);
  const viewed = view === undefined ? undefined : findAgain(view, data);
  const recipe = recipeById(data.recipe);
  if (view === undefined || viewed === undefined || recipe === undefined) throw changed();
  const rewrite = rewriteOf(view, viewed, recipe);
  if ("refused" in rewrite) throw refused(rewrite.refused);
  if (!canApply(context.client, rewrite))
    throw refused("This editor cannot create files for a language server.");
  return { ...action, edit: workspaceEdit(context, view, { ...rewrite, title: rewrite.plan.title }) };
}

function resolveAll(
  context: Context,
  workspace: Workspace,
  action: CodeAction,
  data: FixAllData,
): CodeAction {
  const view = workspace.view(data.uri);
  const recipe = recipeById(data.recipe);
  if (view === undefined || recipe === undefined) throw changed();
  const edits = fixAllEdits(view, data.rule, recipe);
  return { ...action, edit: workspaceEdit(context, view, { title: action.title, files: [], edits }) };
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
