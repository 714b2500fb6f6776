import type {
  ChangeAnnotation,
  CreateFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver-protocol";
import type { DraftFile } from "../formats/format.ts";
import type { FileEdit } from "../recipes/support/edits.ts";
import { withSeal } from "../recipes/support/seal.ts";
import type { Confirmation } from "./appliedMigrations.ts";
import type { ClientFacts } from "./clientFacts.ts";
import type { Context } from "./context.ts";
import { rangeOf, type FileView } from "./fileView.ts";

/** New files and edits of a project's files. */
export interface Changes {
  readonly title: string;
  readonly files: readonly DraftFile[];
  readonly edits: readonly FileEdit[];
  /** Asked before anything is changed. */
  readonly confirmation?: Confirmation | undefined;
}

/** The one annotation of an edit that writes files: the editor shows it before it is applied. */
const annotationId = "lockkeeper";

/** Whether a client can apply changes: new files need a client that creates them. */
export function canApply(client: ClientFacts, { files }: Pick<Changes, "files">): boolean {
  return files.length === 0 || (client.createsFiles && client.documentChanges);
}

/** The changes as one edit of the workspace, which is undone as one. */
export function workspaceEdit(context: Context, view: FileView, planned: Changes): WorkspaceEdit {
  const { client } = context;
  const changes = withSeal(view.project.format, view.project.source, planned);
  if (!client.documentChanges) return { changes: plainChanges(view, changes.edits) };
  const { confirmation } = changes;
  const preview = client.annotations && (changes.files.length > 0 || confirmation !== undefined);
  const edits = byFile(changes.edits).map(([path, list]) => textEdit(context, view, path, list, preview));
  const files = changes.files.flatMap((file) => newFile(view, file, preview));
  const annotation: ChangeAnnotation = {
    label: confirmation?.label ?? changes.title,
    needsConfirmation: true,
    description: confirmation?.description ?? "Writes new migrations",
  };
  return {
    documentChanges: [...edits, ...files],
    ...(preview ? { changeAnnotations: { [annotationId]: annotation } } : {}),
  };
}

function plainChanges(view: FileView, edits: readonly FileEdit[]): Record<string, TextEdit[]> {
  return Object.fromEntries(
    byFile(edits).map(([path, list]) => [
      view.project.source.uri(path),
      list.map((edit) => toTextEdit(view, edit, false)),
    ]),
  );
}

function byFile(edits: readonly FileEdit[]): readonly [string, readonly FileEdit[]][] {
  const files = new Map<string, FileEdit[]>();
  for (const edit of edits) files.set(edit.path, [...(files.get(edit.path) ?? []), edit]);
  return [...files];
}

function textEdit(
  { documents }: Context,
  view: FileView,
  path: string,
  edits: readonly FileEdit[],
  preview: boolean,
): TextDocumentEdit {
  const uri = view.project.source.uri(path);
  return {
    textDocument: { uri, version: documents.get(uri)?.version ?? null },
    edits: edits.map((edit) => toTextEdit(view, edit, preview)),
  };
}

function toTextEdit(view: FileView, { path, span, newText }: FileEdit, preview: boolean): TextEdit {
  const document = view.project.source.document(path);
  const text = document.getText().includes("\r\n") ? newText.replace(/\r?\n/g, "\r\n") : newText;
  return { range: rangeOf(document, span), newText: text, ...(preview ? { annotationId } : {}) };
}

function newFile(
  view: FileView,
  { path, content, replaces = false }: DraftFile,
  preview: boolean,
): [CreateFile, TextDocumentEdit] {
  const uri = view.project.source.uri(path);
  const annotation = preview ? { annotationId } : {};
  const start = { line: 0, character: 0 };
  return [
    { kind: "create", uri, options: { overwrite: replaces, ignoreIfExists: false }, ...annotation },
    {
      textDocument: { uri, version: null },
      edits: [{ range: { start, end: start }, newText: content, ...annotation }],
    },
  ];
}
