import assert from "node:assert/strict";
import * as vscode from "vscode";
import { open, until } from "./support.ts";

/** The extension is there, starts, and registers every command that its manifest declares. */
export function activation(): void {
  describe("activation", () => {
    it("activates", async () => {
      await extension().activate();
      assert.equal(extension().isActive, true);
    });

    it("registers exactly the commands that the manifest declares", async () => {
      const declared = declaredCommands(extension().packageJSON);
      assert.ok(declared.length > 10, "the manifest declares its commands");
      const views = new Set(["lockkeeper.migrations", "lockkeeper.rollouts", "lockkeeper.database"]);
      const registered = (await vscode.commands.getCommands(true)).filter(
        (id) => id.startsWith("lockkeeper.") && ![...views].some((view) => id.startsWith(`${view}.`)),
      );
      assert.deepEqual(registered.sort(), declared.sort());
    });

    it("has a language server that answers", async () => {
      const { document } = await open("db", "migrations", "20250106091500_create_catalogue.sql");
      await until("symbol", async () => {
        const symbols = await vscode.commands.executeCommand<readonly unknown[] | undefined>(
          "vscode.executeDocumentSymbolProvider",
          document.uri,
        );
        return symbols?.[0];
      });
    });

    it("survives a restart of the language server", async () => {
      await vscode.commands.executeCommand("lockkeeper.restartServer");
      assert.equal(extension().isActive, true);
    });
  });
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension<unknown>("lockkeeper.lockkeeper");
  assert.ok(found, "the extension is not installed");
  return found;
}

function declaredCommands(manifest: unknown): string[] {
  const contributes = member(manifest, "contributes");
  const commands = member(contributes, "commands");
  assert.ok(Array.isArray(commands));
  return commands.map((command) => String(member(command, "command")));
}

function member(value: unknown, key: string): unknown {
  assert.ok(typeof value === "object" && value !== null);
  return Reflect.get(value, key);
}
