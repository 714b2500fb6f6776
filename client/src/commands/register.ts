import * as vscode from "vscode";
import type { App } from "../app.ts";
import { guarded } from "../failures.ts";
import type { Command } from "./command.ts";
import { applyRewrite } from "./applyRewrite.ts";
import { compareWithDatabase } from "./compareWithDatabase.ts";
import { discardRewrite } from "./discardRewrite.ts";
import { down } from "./down.ts";
import { downTo } from "./downTo.ts";
import { finishRollout } from "./finishRollout.ts";
import { forgetPassword } from "./forgetPassword.ts";
import { newQuery } from "./newQuery.ts";
import { openConfiguration } from "./openConfiguration.ts";
import { openMigration } from "./openMigration.ts";
import { previewRewrite } from "./previewRewrite.ts";
import { redo } from "./redo.ts";
import { refresh } from "./refresh.ts";
import { resetDatabase } from "./resetDatabase.ts";
import { restartServer } from "./restartServer.ts";
import { runQuery } from "./runQuery.ts";
import { selectDatabase } from "./selectDatabase.ts";
import { showOutput } from "./showOutput.ts";
import { startDatabase } from "./startDatabase.ts";
import { stopDatabase } from "./stopDatabase.ts";
import { up } from "./up.ts";
import { upTo } from "./upTo.ts";

const commands: readonly Command[] = [
  up,
  down,
  redo,
  upTo,
  downTo,
  compareWithDatabase,
  refresh,
  openMigration,
  finishRollout,
  previewRewrite,
  applyRewrite,
  discardRewrite,
  selectDatabase,
  startDatabase,
  stopDatabase,
  resetDatabase,
  newQuery,
  runQuery,
  forgetPassword,
  openConfiguration,
  restartServer,
  showOutput,
];

/** Registers every command of the manifest. */
export function registerCommands(app: App): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(({ id, run }) =>
      vscode.commands.registerCommand(id, (argument: unknown) =>
        guarded(app.output, () => run(app, argument)),
      ),
    ),
  );
}
