import type { CodeLens, CodeLensParams } from "vscode-languageserver-protocol";
import { annotationOf } from "../annotation.ts";
import { answer } from "../answer.ts";
import type { ClientFacts } from "../clientFacts.ts";
import { historyLens } from "../history/historyLens.ts";
import { isQuiet } from "../history/isQuiet.ts";
import { defineFeature } from "./feature.ts";
import type { Risk } from "../../timeline/risk.ts";
import { rangeOf, statementsOf, type FileView } from "../fileView.ts";

/** `textDocument/codeLens`. */
export const codeLensFeature = defineFeature({
  capabilities: () => ({ codeLensProvider: { resolveProvider: false } }),
  register: (context) => {
    const { connection, history } = context;
    connection.onCodeLens(
      answer(connection, "Code lens", null, async ({ textDocument }: CodeLensParams) => {
        const view = (await context.workspace).view(textDocument.uri);
        if (view === undefined) return null;
        if (!context.settings().codeLens) return [];
        await history.ready(view.project);
        const shown = (await context.diagnostics).of(view);
        return [
          ...historyLens(view, shown, history, context.client.pages),
          ...(isQuiet(view, history) ? [] : codeLenses(view, context.client)),
        ];
      }),
    );
  },
});

/** VS Code's own icons, which it shows in lenses; other editors would show the words. */
const icons: Readonly<Record<Risk, string>> = {
  none: "",
  low: "$(info)\u00a0",
  medium: "$(warning)\u00a0",
  high: "$(error)\u00a0",
  critical: "$(error)\u00a0",
};

/** Above each statement that is a risk what it does to others, and what to do about it where our own client can. */
function codeLenses(view: FileView, { pages }: Pick<ClientFacts, "pages">): CodeLens[] {
  return statementsOf(view).flatMap(({ statement }) => {
    const annotation = annotationOf(statement);
    if (annotation === undefined) return [];
    const start = view.document.positionAt(statement.span.start);
    const range = { start, end: start };
    // An empty command is text: there is nothing to run.
    const isOurs = pages.command !== undefined;
    const title = `${isOurs ? icons[statement.risk] : ""}${annotation.text}`;
    const text = { range, command: { title, command: "" } };
    if (!isOurs || statement.risk === "none" || statement.risk === "low") return [text];
    const place = [{ uri: view.uri, range: rangeOf(view.document, statement.span) }];
    const fix = { range, command: { title: "Fix…", command: "lockkeeper.fixStatement", arguments: place } };
    const timeline = { title: "Timeline", command: "lockkeeper.showLockTimeline", arguments: place };
    return [text, ...(annotation.hasFix ? [fix] : []), { range, command: timeline }];
  });
}
