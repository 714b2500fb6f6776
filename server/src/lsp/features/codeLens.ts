import type { CodeLens, CodeLensParams } from "vscode-languageserver-protocol";
import type { StatementAnalysis } from "../../analysis/analysis.ts";
import type { Lock } from "../../interpret/effects.ts";
import { lockModes } from "../../interpret/locks.ts";
import { answer } from "../answer.ts";
import { historyLens } from "../history/historyLens.ts";
import { defineFeature } from "./feature.ts";
import { shortName } from "../../timeline/words/locks.ts";
import { statementsOf, type FileView } from "../fileView.ts";

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
        return [...historyLens(view, shown, history, context.client.pages), ...codeLenses(view)];
      }),
    );
  },
});

/** One lens above each statement: its risk and its strongest lock. */
function codeLenses(view: FileView): CodeLens[] {
  return statementsOf(view).flatMap(({ statement }) => {
    const title = lensTitle(statement);
    if (title === undefined) return [];
    const start = view.document.positionAt(statement.span.start);
    // An empty command is text: there is nothing to run.
    return [{ range: { start, end: start }, command: { title, command: "" } }];
  });
}

/** `high · ACCESS EXCLUSIVE on orders +1`; undefined for what the grammar cannot read. */
function lensTitle(statement: StatementAnalysis): string | undefined {
  if (statement.statement.node === undefined) return undefined;
  const { risk, notAnalysed } = statement;
  if (notAnalysed !== undefined) return risk === "none" ? "not analysed" : `${risk} · not analysed`;
  const locks = strongestLocks(statement);
  const [strongest] = locks;
  if (strongest === undefined) return risk;
  const more = locks.length > 1 ? ` +${String(locks.length - 1)}` : "";
  return `${risk} · ${strongest.mode} on ${shortName(strongest.relation)}${more}`;
}

/** The strongest lock on each relation over all majors, strongest first. */
function strongestLocks({ entries }: StatementAnalysis): readonly Lock[] {
  const byRelation = new Map<string, Lock>();
  for (const { effects } of entries.values()) {
    for (const lock of effects.locks) {
      const known = byRelation.get(lock.relation.id);
      if (known === undefined || strength(lock) > strength(known)) byRelation.set(lock.relation.id, lock);
    }
  }
  return [...byRelation.values()].sort((one, other) => strength(other) - strength(one));
}

function strength({ mode }: Lock): number {
  return lockModes.indexOf(mode);
}
