import { CodeActionKind, type CodeAction } from "vscode-languageserver-protocol";
import { makeSafe, type SafePlan } from "../analysis/safely/makeSafe.ts";
import { surroundingsOf } from "../formats/format.ts";
import type { MakeSafeData } from "./codeActionData.ts";
import { statementsOf, type FileView } from "./fileView.ts";
import { recipeById } from "./recipeFacts.ts";

export const makeSafeTitle = "Make this migration safe";

/** Offered where the file has a hazard that a plan ends; what the plan is, is found out when somebody wants it. */
export function makeSafeActions(view: FileView): readonly CodeAction[] {
  const isMended = statementsOf(view).some(
    ({ section, statement }) =>
      section.direction === "up" &&
      statement.findings.some(({ recipes }) => recipes.some((id) => recipeById(id)?.mitigates !== true)),
  );
  if (!isMended) return [];
  const data: MakeSafeData = { uri: view.uri, version: view.document.version, makeSafe: true };
  return [{ title: makeSafeTitle, kind: CodeActionKind.RefactorRewrite, data }];
}

/** All hazards of the file planned together. */
export function safePlanOf(view: FileView): SafePlan {
  const { project, analysis, path } = view;
  const { source, format, options, batches, reader } = project;
  const input = {
    format,
    project: analysis.project,
    options,
    around: surroundingsOf(source),
    text: (each: string) => source.text(each),
    read: (each: string, text: string, span: { readonly start: number; readonly end: number }) => {
      const { statements, splitProblems, pieces } = reader.read(each, text, span);
      return { statements, problems: splitProblems, pieces };
    },
  };
  const settings = { input, paths: source.paths, grammar: reader.grammar, batches };
  return makeSafe(settings, analysis, path, new Date().toISOString());
}
