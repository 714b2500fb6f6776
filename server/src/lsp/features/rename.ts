import { LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { PrepareRenameParams, Range } from "vscode-languageserver-protocol";
import { namedAt } from "../names/locations.ts";
import { defineFeature, reader } from "./feature.ts";

/**
 * `textDocument/prepareRename`: never offered, but it says why. A name that a migration gave is changed by another
 * migration; to change it in the files would rewrite what databases have run.
 */
export const renameFeature = defineFeature({
  capabilities: ({ preparesRenames }) =>
    preparesRenames ? { renameProvider: { prepareProvider: true } } : {},
  register: (context) => {
    context.connection.onPrepareRename(
      reader<PrepareRenameParams, Range | null>(context, "Rename", null, (view, { position }) => {
        const found = namedAt(view, position);
        if (found === undefined) return null;
        throw new ResponseError(LSPErrorCodes.RequestFailed, refusalOf(found.part.name));
      }),
    );
    context.connection.onRenameRequest(() => null);
  },
});

function refusalOf(name: string): string {
  return (
    `"${name}" cannot be renamed in the files: databases that have run them would not follow. ` +
    "Rename it by a new migration, with ALTER … RENAME; the quick fix on that statement keeps running applications alive."
  );
}
