import * as vscode from "vscode";
import { failsVerification, type VerifiedMigration } from "../../../server/src/protocol/verify.ts";
import { toRange } from "../positions.ts";
import { setVerdict } from "./migrationTests.ts";

const duringWords = {
  up: vscode.l10n.t("The up fails"),
  down: vscode.l10n.t("The down fails"),
  "second up": vscode.l10n.t("The up fails once it has gone down"),
} as const;

/** Says in the run, and on its row, what a migration has come to. */
export function report(run: vscode.TestRun, item: vscode.TestItem, verdict: VerifiedMigration): void {
  setVerdict(item, badgeWords(verdict));
  for (const line of linesOf(verdict)) run.appendOutput(`${line}\r\n`, undefined, item);
  if (verdict.badge === "untried") run.skipped(item);
  else if (failsVerification(verdict)) run.failed(item, messageOf(item, verdict));
  else run.passed(item);
}

function badgeWords({ badge, down }: VerifiedMigration): string {
  return badge === "irreversible" && down === "missing"
    ? vscode.l10n.t("irreversible: no down section")
    : badge;
}

function linesOf({ badge, migration, name, lost, left, notes }: VerifiedMigration): readonly string[] {
  return [
    `${migration} ${name}`.trimEnd() + `: ${badge}`,
    ...lost.map((each) => vscode.l10n.t("  does not come back: {0}", each)),
    ...left.map((each) => vscode.l10n.t("  is not as it was: {0}", each)),
    ...notes.map((each) => `  ${each}`),
  ];
}

function messageOf(item: vscode.TestItem, { failure, left }: VerifiedMigration): vscode.TestMessage {
  const message = new vscode.TestMessage(
    failure === undefined
      ? vscode.l10n.t("The down does not lead back: {0}", left.join("; "))
      : `${duringWords[failure.during]} (${failure.code}): ${failure.message}`,
  );
  const uri = failure?.uri === undefined ? item.uri : vscode.Uri.parse(failure.uri);
  if (uri !== undefined)
    message.location = new vscode.Location(
      uri,
      failure?.range === undefined ? new vscode.Position(0, 0) : toRange(failure.range),
    );
  return message;
}
