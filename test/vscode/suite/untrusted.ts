import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import { diagnosticsOf, open, until } from "./support.ts";

/** A restricted workspace gets analysis, and nothing is run whatever is asked. */
export function untrusted(): void {
  describe("an untrusted workspace", () => {
    it("is really restricted here", () => assert.equal(vscode.workspace.isTrusted, false));

    it("is analysed", async () => {
      const { document } = await open("db", "migrations", "20250203101500_index_orders_by_status.sql");
      await until("diagnostic", () => diagnosticsOf(document.uri)[0]);
    });

    it("runs nothing and starts no database", async () => {
      const commands = [
        "up",
        "down",
        "redo",
        "compareWithDatabase",
        "startDatabase",
        "resetDatabase",
        "newQuery",
        "runQuery",
        "explainQuery",
      ];
      for (const command of commands) {
        // The command waits for the message that explains it; nobody answers.
        await Promise.race([vscode.commands.executeCommand(`lockkeeper.${command}`), delay(1500)]);
      }
      const results = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === "lockkeeper-result");
      assert.deepEqual(results, []);
      const data = process.env["LOCKKEEPER_SERVER_DATA"];
      assert.ok(data);
      const files = await readdir(data, { recursive: true });
      assert.ok(files.length > 0);
      const clusters = files.filter((file) => path.basename(file) === "PG_VERSION");
      assert.deepEqual(clusters, [], "no embedded database was created");
    });
  });
}
