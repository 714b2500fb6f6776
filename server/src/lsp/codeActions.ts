import {
  CodeActionKind,
  CodeActionTriggerKind,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
} from "vscode-languageserver-protocol";
import type { Finding } from "../analysis/analysis.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { shift, type Span } from "../sql/span.ts";
import { baselineActions } from "./baselineActions.ts";
import type { RecipeActionData } from "./codeActionData.ts";
import type { Context } from "./context.ts";
import { statementsAt, type FileView, type ViewedStatement } from "./fileView.ts";
import { fixAllActions } from "./fixAll.ts";
import { ignoreActions } from "./ignoreActions.ts";
import { makeSafeActions } from "./makeSafeAction.ts";
import { recipesFor, rewriteOf } from "./recipeFacts.ts";
import { wayBackActions } from "./wayBackAction.ts";

/** The actions on the statements that a range touches; edits of recipes are left to `codeAction/resolve`. */
export function codeActions(context: Context, view: FileView, params: CodeActionParams): CodeAction[] {
  if (!context.client.actionLiterals) return [];
  const { range, context: asked } = params;
  const span = { start: view.document.offsetAt(range.start), end: view.document.offsetAt(range.end) };
  const wanted = (kind: string): boolean =>
    asked.only === undefined || asked.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const invoked = asked.triggerKind !== CodeActionTriggerKind.Automatic;
  const touched = statementsAt(view, span);
  // The plan for a whole file is dear: it is made when it is wanted, not while the cursor moves.
  const whole = touched.length > 0 && (invoked || context.client.resolvesActionEdits);
  return [
    ...touched.flatMap((viewed) => actionsOn(context, view, viewed, span, asked.diagnostics, invoked)),
    ...(whole ? [...makeSafeActions(view), ...wayBackActions(view)] : []),
  ].filter(({ kind }) => kind === undefined || wanted(kind));
}

function actionsOn(
  context: Context,
  view: FileView,
  viewed: ViewedStatement,
  span: Span,
  diagnostics: readonly Diagnostic[],
  invoked: boolean,
): readonly CodeAction[] {
  const found = viewed.statement.findings.filter((finding) =>
    touches(shift(finding.span, viewed.statement.span.start), span),
  );
  const offered = recipesFor(view, viewed, found);
  return [
    ...preferFirst(
      offered.flatMap((recipe) => recipeAction(view, viewed, recipe, offered, found, diagnostics, invoked)),
    ),
    ...(found.some(({ rule }) => rule === "unknown-relation")
      ? baselineActions(context, view, diagnostics)
      : []),
    ...found.flatMap((finding) => fixAllActions(view, viewed, finding, offered)),
    ...found.flatMap((finding) => ignoreActions(context, view, viewed, finding, diagnostics)),
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
  found: readonly Finding[],
  diagnostics: readonly Diagnostic[],
  invoked: boolean,
): readonly CodeAction[] {
  const fixed = found.filter(({ recipes }) => recipes.includes(recipe.id));
  const best = ({ recipes }: Finding): string | undefined =>
    recipes.find((id) => offered.some((each) => each.id === id));
  const rules = new Set(fixed.map(({ rule }) => rule));
  const plan = rewriteOf(view, viewed, recipe);
  const refused = "refused" in plan ? plan.refused : undefined;
  // A lightbulb that only says why not would be noise.
  if (refused !== undefined && !invoked) return [];
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
      kind: recipe.kind === "quickfix" ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
      diagnostics: diagnostics.filter(({ code }) => typeof code === "string" && rules.has(code)),
      ...(fixed.some((finding) => best(finding) === recipe.id) && refused === undefined
        ? { isPreferred: true }
        : {}),
      ...(refused === undefined ? { data } : { disabled: { reason: refused } }),
    },
  ];
}

function touches(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}
