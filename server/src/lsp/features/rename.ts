import { LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { TextDocumentPositionParams } from "vscode-languageserver-protocol";
import type { FileView } from "../fileView.ts";
import { namedAt } from "../names/locations.ts";
import { defineFeature, reader } from "./feature.ts";

/**
 * `textDocument/prepareRename` and `textDocument/rename`, which some editors send at once: never offered, but it says why. A name that a migration gave is changed by another
 * migration; to change it in the files would rewrite what databases have run.
 */
export const renameFeature = defineFeature({
  capabilities: ({ preparesRenames }) =>
    preparesRenames ? { renameProvider: { prepareProvider: true } } : {},
  register: (context) => {
    const refuse = reader<TextDocumentPositionParams, null>(context, "Rename", null, refuseName);
    context.connection.onPrepareRename(refuse);
    context.connection.onRenameRequest(refuse);
  },
});

function refuseName(view: FileView, { position }: TextDocumentPositionParams): null {
  const found = namedAt(view, position);
  if (found === undefined) return null;
  throw new ResponseError(LSPErrorCodes.RequestFailed, refusalOf(found.part.name));
}

function refusalOf(name: string): string {
  return (
    `"${name}" cannot be renamed in the files: databases that have run them would not follow. ` +
    "Rename it by a new migration, with ALTER … RENAME; the quick fix on that statement keeps running applications alive."
  );
}
