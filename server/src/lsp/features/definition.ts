import type { DefinitionParams, Location } from "vscode-languageserver-protocol";
import { locationsOf, namedAt } from "../names/locations.ts";
import { definitionOf } from "../names/mentions.ts";
import { defineFeature, reader } from "./feature.ts";

/** `textDocument/definition`: where a table, column, index, constraint, type or function was made. */
export const definitionFeature = defineFeature({
  capabilities: () => ({ definitionProvider: true }),
  register: (context) => {
    context.connection.onDefinition(
      reader<DefinitionParams, Location[] | null>(
        context,
        "Definition",
        null,
        (view, { position }, workspace) => {
          const found = namedAt(view, position);
          const made = found === undefined ? undefined : definitionOf(view.upTo(), found.object);
          return made === undefined ? null : locationsOf(workspace, view, [made]);
        },
      ),
    );
  },
});
