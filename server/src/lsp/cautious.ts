import { TextDocumentEdit, type CodeAction, type WorkspaceEdit } from "vscode-languageserver-protocol";
import { configFile } from "../analysis/config.ts";
import type { Confirmation } from "./appliedMigrations.ts";
import type { ClientFacts } from "./clientFacts.ts";
import { readFixAll } from "./codeActionData.ts";

const annotationId = "lockkeeper.applied";

/**
 * Actions on a migration that has run: none is applied unasked, or to all findings at once, and those that bring their
 * edit ask first. The others ask when their edit is made.
 */
export function cautious(
  actions: readonly CodeAction[],
  confirmation: Confirmation | undefined,
  client: ClientFacts,
): readonly CodeAction[] {
  if (confirmation === undefined) return actions;
  return actions
    .filter(({ data }) => readFixAll(data) === undefined)
    .map((action) => {
      const { edit, ...rest } = action;
      const calm = rest.isPreferred === undefined ? rest : { ...rest, isPreferred: false };
      if (edit === undefined) return calm;
      // What a project's configuration says is not kept by a database.
      if (isOfConfiguration(edit)) return { ...calm, edit };
      const asking = client.annotations ? annotated(edit, confirmation) : edit;
      return { ...calm, title: `${action.title} (${confirmation.label})`, edit: asking };
    });
}

function isOfConfiguration({ changes = {}, documentChanges = [] }: WorkspaceEdit): boolean {
  const edited = documentChanges.flatMap((each) =>
    TextDocumentEdit.is(each) ? [each.textDocument.uri] : [],
  );
  return [...Object.keys(changes), ...edited].every((uri) => uri.endsWith(`/${configFile}`));
}

function annotated(edit: WorkspaceEdit, { label, description }: Confirmation): WorkspaceEdit {
  const documentChanges = edit.documentChanges?.map((change) =>
    TextDocumentEdit.is(change)
      ? { ...change, edits: change.edits.map((each) => ({ ...each, annotationId })) }
      : change,
  );
  if (documentChanges === undefined) return edit;
  const annotation = { label, description, needsConfirmation: true };
  return { ...edit, documentChanges, changeAnnotations: { [annotationId]: annotation } };
}
