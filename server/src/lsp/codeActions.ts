import {
  CodeActionKind,
  CodeActionTriggerKind,
  type CodeAction,
  type CodeActionContext,
  type CodeActionParams,
} from "vscode-languageserver-protocol";
import type { Finding } from "../analysis/analysis.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { isQueryDocument } from "../protocol/queryDocument.ts";
import { shift, type Span } from "../sql/span.ts";
import { baselineActions } from "./baselineActions.ts";
import type { RecipeActionData } from "./codeActionData.ts";
import type { Context } from "./context.ts";
import { findingDiagnostic } from "./diagnostics.ts";
import { statementsAt, type FileView, type ViewedStatement } from "./fileView.ts";
import { fixAllActions } from "./fixAll.ts";
import { ignoreActions } from "./ignoreActions.ts";
import { makeSafeActions } from "./makeSafeAction.ts";
import { recipesFor, rewriteOf } from "./recipeFacts.ts";
import { downActions } from "./downAction.ts";

/**
 * The actions on the statements that a range touches: the safest fix, then what concerns the whole file, then other ways.
 * Wherever the cursor is in a statement, its gravest finding is fixed first; what is done about a finding itself is
 * offered where it is underlined, or in the whole statement to a client that puts it behind one entry. Edits of recipes are left to `codeAction/resolve`.
 */
export function codeActions(context: Context, view: FileView, params: CodeActionParams): CodeAction[] {
  if (!context.client.actionLiterals || isQueryDocument(view.uri)) return [];
  const { range, context: asked } = params;
  const span = { start: view.document.offsetAt(range.start), end: view.document.offsetAt(range.end) };
  const touched = statementsAt(view, span);
  // The plan for a whole file is dear: it is made when it is wanted, not while the cursor moves.
  const whole = touched.length > 0 && (isInvoked(asked) || context.client.resolvesActionEdits);
  const own = touched.flatMap((viewed) => actionsOn(context, view, viewed, span, asked));
  const ofFile = whole ? [...makeSafeActions(view), ...downActions(view)] : [];
  const isBest = ({ isPreferred }: CodeAction): boolean => isPreferred === true;
  return [...own.filter(isBest), ...ofFile, ...own.filter((action) => !isBest(action))].filter(
    ({ kind }) => kind === undefined || isWanted(kind, asked),
  );
}

function actionsOn(
  context: Context,
  view: FileView,
  viewed: ViewedStatement,
  span: Span,
  asked: CodeActionContext,
): readonly CodeAction[] {
  const { findings } = viewed.statement;
  const { diagnostics } = asked;
  const found = findings.filter((finding) => touches(shift(finding.span, viewed.statement.span.start), span));
  const offered = recipesFor(view, viewed, findings);
  return [
    ...preferFirst(offered.flatMap((recipe) => recipeAction(view, viewed, recipe, offered, asked))),
    ...(found.some(({ rule }) => rule === "unknown-relation")
      ? baselineActions(context, view, diagnostics)
      : []),
    ...found.flatMap((finding) => fixAllActions(view, viewed, finding, offered)),
    ...(context.client.groupsFindings ? findings : found).flatMap((finding) =>
      ignoreActions(context, view, viewed, finding, diagnostics),
    ),
  ];
}

/** An editor applies the preferred action unasked, so there is one at most. */
function preferFirst(actions: readonly CodeAction[]): readonly CodeAction[] {
  const first = actions.find(({ isPreferred }) => isPreferred === true);
  return actions.map((action) => (action === first ? action : { ...action, isPreferred: false }));
}

function recipeAction(
  view: FileView,
  viewed: ViewedStatement,
  recipe: Recipe,
  offered: readonly Recipe[],
  asked: CodeActionContext,
): readonly CodeAction[] {
  const fixed = viewed.statement.findings.filter(({ recipes }) => recipes.includes(recipe.id));
  // What is refused here is no way to end it.
  const best = ({ recipes }: Finding): Recipe | undefined =>
    recipes
      .flatMap((id) => offered.find((each) => each.id === id) ?? [])
      .find((each) => !("refused" in rewriteOf(view, viewed, each)));
  const plan = rewriteOf(view, viewed, recipe);
  const refused = "refused" in plan ? plan.refused : undefined;
  // A lightbulb that only says why not would be noise.
  if (refused !== undefined && !isInvoked(asked)) return [];
  const data: RecipeActionData = {
    uri: view.uri,
    recipe: recipe.id,
    version: view.document.version,
    start: viewed.statement.span.start,
    text: viewed.statement.statement.text,
  };
  return [
    {
      title: recipe.title,
      kind: kindOf(recipe, fixed, asked),
      diagnostics: fixed.map(
        (finding) =>
          asked.diagnostics.find(({ code }) => code === finding.rule) ??
          findingDiagnostic(view, viewed.statement, finding, undefined),
      ),
      ...(fixed.some((finding) => best(finding) === recipe) ? { isPreferred: true } : {}),
      ...(refused === undefined ? { data } : { disabled: { reason: refused } }),
    },
  ];
}

/**
 * What fixes a finding is a quick fix: an editor lists those first, and among them the preferred one. Where only rewrites
 * are asked for, it is the rewrite that its recipe says.
 */
function kindOf(recipe: Recipe, fixed: readonly Finding[], asked: CodeActionContext): CodeActionKind {
  const isFix = fixed.length > 0 && isWanted(CodeActionKind.QuickFix, asked);
  return isFix || recipe.kind === "quickfix" ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite;
}

function isWanted(kind: CodeActionKind, { only }: CodeActionContext): boolean {
  return only === undefined || only.some((each) => kind === each || kind.startsWith(`${each}.`));
}

function isInvoked({ triggerKind }: CodeActionContext): boolean {
  return triggerKind !== CodeActionTriggerKind.Automatic;
}

function touches(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}
