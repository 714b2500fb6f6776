import type * as vscode from "vscode";

/** The rule whose finding an action is about: its diagnostics carry it as their code. */
export function ruleOf({ diagnostics = [] }: vscode.CodeAction): string {
  const code = diagnostics[0]?.code;
  return String(typeof code === "object" ? code.value : (code ?? ""));
}
