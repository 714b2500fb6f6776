import * as vscode from "vscode";
import { trustChanged } from "../../server/src/protocol.ts";
import type { App } from "./app.ts";
import { registerCommands } from "./commands/register.ts";
import { setContext } from "./contexts.ts";
import { DatabaseModel } from "./database/model.ts";
import { Passwords } from "./database/passwords.ts";
import { DatabaseProvider } from "./database/provider.ts";
import { showLockTimeline } from "./commands/showLockTimeline.ts";
import { showPage } from "./commands/showPage.ts";
import { RememberedChoice } from "./database/remembered.ts";
import { offerImage } from "./database/offerImage.ts";
import { restoreChoice } from "./database/restore.ts";
import { guarded } from "./failures.ts";
import { LanguageServer } from "./languageClient.ts";
import { createHistoryItem } from "./migrations/history.ts";
import { MigrationsModel } from "./migrations/model.ts";
import { createMigrationsView } from "./migrations/view.ts";
import { QueryErrors } from "./query/errors.ts";
import { ResultDocuments } from "./query/resultDocuments.ts";
import { RewritePreview } from "./rewrites/preview.ts";
import { RolloutsModel } from "./rollouts/model.ts";
import { createRolloutsView } from "./rollouts/view.ts";
import { beginSample } from "./sample.ts";
import { createStatusBarItem } from "./statusBar.ts";
import { isVirtualWorkspace, mayExecute } from "./trust.ts";
import { createTestController } from "./verify/testController.ts";

let running: LanguageServer | undefined;

/** Called by VS Code once, when one of the manifest's activation events happens. Puts the parts together. */
export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("Lockkeeper", { log: true });
  const server = new LanguageServer(context, output, {
    openPage: showPage.id,
    lockTimeline: showLockTimeline.id,
  });
  running = server;
  const migrations = new MigrationsModel(server, output);
  const database = new DatabaseModel(server, output);
  const migrationsView = createMigrationsView(migrations);
  const app: App = {
    extensionUri: context.extensionUri,
    storageUri: context.globalStorageUri,
    server,
    output,
    migrations,
    migrationsView,
    rollouts: new RolloutsModel(migrations, context.workspaceState),
    database,
    passwords: new Passwords(context.secrets),
    remembered: new RememberedChoice(context.workspaceState),
    results: new ResultDocuments(),
    queryErrors: new QueryErrors(),
    preview: new RewritePreview(),
  };
  context.subscriptions.push(
    output,
    migrations,
    database,
    migrationsView,
    app.rollouts,
    createRolloutsView(app.rollouts),
    app.results,
    app.queryErrors,
    app.preview,
    vscode.window.registerTreeDataProvider("lockkeeper.database", new DatabaseProvider(database)),
    createStatusBarItem(migrations, database),
    createHistoryItem(migrations),
    createTestController(app),
    registerCommands(app),
    followTrust(app),
    followDatabaseSettings(app),
    server.onDidStart(() => void guarded(output, () => restoreChoice(app))),
  );
  void guarded(output, () => server.start());
  void guarded(output, () => beginSample(app));
  if (process.env["LOCKKEEPER_WELCOME"] !== undefined) void guarded(output, () => showWalkthrough(context));
}

/** Beside what is open; `npm start` asks for it. */
async function showWalkthrough({ extension }: vscode.ExtensionContext): Promise<void> {
  const walkthrough = `${extension.id}#lockkeeper.start`;
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, true);
}

/** Called by VS Code when the window closes; gives the server time to end its children. */
export async function deactivate(): Promise<void> {
  await running?.dispose();
}

function followTrust(app: App): vscode.Disposable {
  const update = (): void => {
    setContext("lockkeeper.mayExecute", mayExecute());
    setContext("lockkeeper.virtual", isVirtualWorkspace());
  };
  update();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(update),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      update();
      void guarded(app.output, async () => {
        await app.server.client.sendNotification(trustChanged, { trusted: mayExecute() });
        await restoreChoice(app);
      });
    }),
  );
}

/** The server takes the settings itself; what runs goes on with those it was started with. */
function followDatabaseSettings(app: App): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration("lockkeeper.database") || !mayExecute()) return;
    void guarded(app.output, async () => {
      if (namesDatabase(event) && !app.remembered.isPicked()) await restoreChoice(app);
      if (event.affectsConfiguration("lockkeeper.database.image")) await offerImage(app);
    });
  });
}

function namesDatabase(event: vscode.ConfigurationChangeEvent): boolean {
  return ["kind", "url"].some((key) => event.affectsConfiguration(`lockkeeper.database.${key}`));
}
