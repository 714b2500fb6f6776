import type { InlayHint, InlayHintParams } from "vscode-languageserver-protocol";
import { annotationOf } from "../annotation.ts";
import { statementsAt, type FileView } from "../fileView.ts";
import { isQueryDocument } from "../../protocol/queryDocument.ts";
import { defineFeature, reader } from "./feature.ts";

/** `textDocument/inlayHint`: what the lenses say, behind the first line of each statement. */
export const inlayHintsFeature = defineFeature({
  capabilities: () => ({ inlayHintProvider: true }),
  register: (context) => {
    context.connection.languages.inlayHint.on(
      reader<InlayHintParams, InlayHint[] | null>(context, "Inlay hints", null, (view, { range }) =>
        context.settings().inlayHints && !isQueryDocument(view.uri) ? inlayHints(view, range) : [],
      ),
    );
  },
});

function inlayHints({ sections, document }: FileView, range: InlayHintParams["range"]): InlayHint[] {
  const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return statementsAt({ sections }, span).flatMap(({ statement }) => {
    const annotation = annotationOf(statement);
    if (annotation === undefined) return [];
    const { line } = document.positionAt(statement.span.start);
    const position = { line, character: Number.MAX_SAFE_INTEGER };
    const end = document.positionAt(document.offsetAt(position));
    return [{ position: end, label: annotation.text, paddingLeft: true }];
  });
}
