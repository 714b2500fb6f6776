import * as vscode from "vscode";
import type { App } from "../app.ts";
import { guarded } from "../failures.ts";
import { commands } from "./index.ts";

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
