import * as vscode from "vscode";
import { type ProjectItem } from "../../../server/src/protocol.ts";
import { verified, verifyRequest } from "../../../server/src/protocol/verify.ts";
import type { App } from "../app.ts";
import { requireExecution } from "../trust.ts";
import { testsOf, type MigrationTests } from "./migrationTests.ts";
import { report } from "./verdict.ts";

/**
 * The migrations in the Test Explorer: each is a test that runs it up, down and up again on a scratch database with rows
 * in its tables, and compares schema and rows. Nothing is there where nothing can be run.
 */
export function createTestController(app: App): vscode.Disposable {
  const controller = vscode.tests.createTestController("lockkeeper", vscode.l10n.t("Migrations"));
  const tests = testsOf(controller);
  const refresh = (): void => tests.show(app.migrations.projects ?? []);
  controller.createRunProfile(
    vscode.l10n.t("Verify: up, down and up again"),
    vscode.TestRunProfileKind.Run,
    (request, token) => verify(app, controller, tests, request, token),
    true,
  );
  controller.refreshHandler = () => app.migrations.refresh();
  refresh();
  return vscode.Disposable.from(controller, app.migrations.onDidChange(refresh));
}

async function verify(
  app: App,
  controller: vscode.TestController,
  tests: MigrationTests,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  if (!(await requireExecution())) return;
  await vscode.workspace.saveAll(false);
  const run = controller.createTestRun(request);
  try {
    for (const project of app.migrations.projects ?? []) {
      const items = tests.chosen(project, request);
      if (items.size > 0 && !token.isCancellationRequested) await verifyProject(app, run, project, items);
    }
  } finally {
    run.end();
  }
}

/** `items`: by version. */
async function verifyProject(
  app: App,
  run: vscode.TestRun,
  project: ProjectItem,
  items: ReadonlyMap<string, vscode.TestItem>,
): Promise<void> {
  const open = new Map(items);
  for (const item of items.values()) run.enqueued(item);
  const startNext = (): void => {
    const [next] = open.values();
    if (next !== undefined) run.started(next);
  };
  startNext();
  const listener = app.server.client.onNotification(verified, ({ project: uri, migration }) => {
    const item = open.get(migration.migration);
    if (uri !== project.uri || item === undefined) return;
    open.delete(migration.migration);
    report(run, item, migration);
    startNext();
  });
  try {
    const only = items.size === project.migrations.length ? {} : { only: [...items.keys()] };
    const reply = await app.server.client.sendRequest(
      verifyRequest,
      { project: project.uri, ...only },
      run.token,
    );
    if (reply.ok) {
      for (const note of reply.value.notes) run.appendOutput(`${note}\r\n`);
    } else if (reply.error.code !== "cancelled") {
      app.output.error(`[${reply.error.code}] ${reply.error.message}`);
      for (const item of open.values()) run.errored(item, new vscode.TestMessage(reply.error.message));
      open.clear();
    }
    for (const item of open.values()) run.skipped(item);
  } finally {
    listener.dispose();
  }
}
