import type { InlayHint, InlayHintParams } from "vscode-languageserver-protocol";
import { annotationOf } from "../annotation.ts";
import { answer } from "../answer.ts";
import { isQuiet } from "../history/isQuiet.ts";
import { statementsAt, type FileView } from "../fileView.ts";
import { defineFeature } from "./feature.ts";

/** `textDocument/inlayHint`: what the lenses say, behind the first line of each statement. */
export const inlayHintsFeature = defineFeature({
  capabilities: () => ({ inlayHintProvider: true }),
  register: (context) => {
    const { connection, history } = context;
    connection.languages.inlayHint.on(
      answer(connection, "Inlay hints", null, async ({ textDocument, range }: InlayHintParams) => {
        const view = (await context.workspace).view(textDocument.uri);
        if (view === undefined) return null;
        if (!context.settings().inlayHints) return [];
        await history.ready(view.project);
        return isQuiet(view, history) ? [] : inlayHints(view, range);
      }),
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
