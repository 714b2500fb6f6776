import { CodeActionKind, type CodeAction } from "vscode-languageserver-protocol";
import type { Finding } from "../analysis/analysis.ts";
import type { FileEdit } from "../recipes/support/edits.ts";
import type { Recipe } from "../recipes/recipe.ts";
import type { FixAllData } from "./codeActionData.ts";
import { statementsOf, type FileView, type ViewedStatement } from "./fileView.ts";
import { isAbout, rewriteOf, workTogether } from "./recipeFacts.ts";

/** Offered where a rule has several findings in the file, and its recipe fixes them where they stand. */
export function fixAllActions(
  view: FileView,
  viewed: ViewedStatement,
  finding: Finding,
  offered: readonly Recipe[],
): readonly CodeAction[] {
  const recipe = offered.find(({ id }) => finding.recipes[0] === id);
  if (recipe === undefined || withRule(view, finding.rule).length < 2) return [];
  if (inPlace(view, viewed, recipe) === undefined) return [];
  const data: FixAllData = {
    uri: view.uri,
    recipe: recipe.id,
    version: view.document.version,
    rule: finding.rule,
  };
  return [{ title: `Fix all ${finding.rule} in this file`, kind: CodeActionKind.QuickFix, data }];
}

/**
 * The edits that fix every finding of a rule that can be fixed where it stands; none where they would not do the
 * same when all are made at once.
 */
export function fixAllEdits(view: FileView, rule: string, recipe: Recipe): readonly FileEdit[] {
  const edits: FileEdit[] = [];
  const all = withRule(view, rule);
  for (const viewed of all) {
    if (!isAbout(recipe, view, viewed)) continue;
    const more = inPlace(view, viewed, recipe) ?? [];
    const fresh = more.filter((edit) => !edits.some((known) => same(known, edit)));
    if (!fresh.some((edit) => edits.some((known) => overlap(known, edit)))) edits.push(...fresh);
  }
  return workTogether(view, all, recipe, edits) ? edits : [];
}

function withRule(view: FileView, rule: string): readonly ViewedStatement[] {
  return statementsOf(view).filter(({ statement }) => statement.findings.some((each) => each.rule === rule));
}

/** The edits, where a recipe needs no file and no phase of its own. */
function inPlace(view: FileView, viewed: ViewedStatement, recipe: Recipe): readonly FileEdit[] | undefined {
  const rewrite = rewriteOf(view, viewed, recipe);
  if ("refused" in rewrite || rewrite.files.length > 0 || rewrite.pending.length > 0) return undefined;
  return rewrite.edits;
}

function same(one: FileEdit, other: FileEdit): boolean {
  return (
    one.path === other.path &&
    one.span.start === other.span.start &&
    one.span.end === other.span.end &&
    one.newText === other.newText
  );
}

function overlap(one: FileEdit, other: FileEdit): boolean {
  return one.path === other.path && one.span.start <= other.span.end && other.span.start <= one.span.end;
}
