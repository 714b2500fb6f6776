import type { Location, ReferenceParams } from "vscode-languageserver-protocol";
import { locationsOf, namedAt } from "../names/locations.ts";
import { mentionsOf } from "../names/mentions.ts";
import { defineFeature, reader } from "./feature.ts";

/** `textDocument/references`: every migration that names an object, by whatever name it had then. */
export const referencesFeature = defineFeature({
  capabilities: () => ({ referencesProvider: true }),
  register: (context) => {
    context.connection.onReferences(
      reader<ReferenceParams, Location[] | null>(
        context,
        "References",
        null,
        (view, { position, context: { includeDeclaration } }, workspace) => {
          const found = namedAt(view, position);
          if (found === undefined) return null;
          const all = mentionsOf(view.analysis.migrations, found.object);
          const wanted = all.filter(({ isDefinition }) => includeDeclaration || !isDefinition);
          return locationsOf(workspace, view, wanted);
        },
      ),
    );
  },
});
