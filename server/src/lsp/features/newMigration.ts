import { TextDocument } from "vscode-languageserver-textdocument";
import { emptyMigration } from "../../formats/emptyMigration.ts";
import { applyEdits, type FileEdit } from "../../recipes/support/edits.ts";
import { withSeal } from "../../recipes/support/seal.ts";
import { newMigrationRequest, type NewMigration } from "../../protocol.ts";
import { answer } from "../answer.ts";
import { defineFeature, type FeatureContext } from "./feature.ts";

/** `lockkeeper/migration/new`: the files of a migration that is yet to be written. Writes nothing. */
export const newMigrationFeature = defineFeature({
  capabilities: () => ({}),
  register: (context) => {
    context.connection.onRequest(
      newMigrationRequest,
      answer<Params, NewMigration | null>(context.connection, "New migration", null, (params) =>
        newMigration(context, params),
      ),
    );
  },
});

const noEdits: readonly FileEdit[] = [];

interface Params {
  readonly project: string;
  readonly name: string;
}

async function newMigration(
  context: FeatureContext,
  { project: uri, name }: Params,
): Promise<NewMigration | null> {
  const model = (await context.workspace).project(uri);
  if (model === undefined) return null;
  const { format, source } = model.setup;
  const made = emptyMigration(name, format, model.analysis.project, new Date().toISOString());
  if (made === undefined) return null;
  const { files, edits } = withSeal(format, source, {
    files: made.files,
    edits: noEdits,
  });
  const kept = edits.map((edit) => ({
    path: edit.path,
    content: applyEdits(source.text(edit.path) ?? "", [edit]),
    replaces: true,
  }));
  const text = made.files.find(({ path }) => path === made.path)?.content ?? "";
  return {
    files: [...files, ...kept].map(({ path, content, replaces = false }) => ({
      uri: source.uri(path),
      content,
      replaces,
    })),
    open: source.uri(made.path),
    position: TextDocument.create("", "sql", 0, text).positionAt(made.offset),
  };
}
