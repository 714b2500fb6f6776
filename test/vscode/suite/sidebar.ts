import assert from "node:assert/strict";
import * as vscode from "vscode";
import { skip } from "../support/runMocha.ts";
import { create, diagnosticsOf, inWorkspace, list, query, until, value } from "./support.ts";

const folder = ["db", "migrations"] as const;

/** Up and Down of the sidebar, on one kind of database, seen from the database itself. */
export function sidebar(kind: "embedded" | "container"): () => void {
  return () =>
    describe(`the sidebar's commands on the ${kind} database`, () => {
      let files = 0;

      before(async function () {
        const reason = process.env["LOCKKEEPER_SKIP"];
        if (reason) skip(this, reason);
        files = (await list(...folder)).length;
      });

      after(async () => {
        if (files > 0) await vscode.commands.executeCommand("lockkeeper.stopDatabase");
      });

      it("starts the database", async () => {
        await vscode.commands.executeCommand("lockkeeper.startDatabase");
        assert.match(await query("SHOW server_version_num"), /1[4-8]\d{4}/u);
      });

      it("Up applies every migration and writes the tool's own ledger", async () => {
        await vscode.commands.executeCommand("lockkeeper.up");
        assert.equal(await value("SELECT count(*) FROM schema_migrations"), String(files));
        assert.equal(
          await value("SELECT count(*) FROM information_schema.tables WHERE table_name = 'customers'"),
          "1",
        );
        assert.equal(await columnCount("customers", "full_name"), "1");
      });

      it("Down undoes the last one, in the database and in the ledger", async () => {
        await vscode.commands.executeCommand("lockkeeper.down");
        assert.equal(await value("SELECT count(*) FROM schema_migrations"), String(files - 1));
        await vscode.commands.executeCommand("lockkeeper.down");
        assert.equal(await value("SELECT count(*) FROM schema_migrations"), String(files - 2));
        assert.equal(await columnCount("customers", "full_name"), "0");
        assert.equal(await columnCount("customers", "fullname"), "1");
      });

      it("Redo leaves the ledger as it was", async () => {
        const before = await query("SELECT version FROM schema_migrations ORDER BY version");
        await vscode.commands.executeCommand("lockkeeper.redo");
        assert.equal(await query("SELECT version FROM schema_migrations ORDER BY version"), before);
      });

      it("Down to here and Up to here stop where they were told", async () => {
        const project = inWorkspace(...folder).toString();
        await vscode.commands.executeCommand("lockkeeper.downTo", { project, version: "20250113140000" });
        assert.equal(await value("SELECT max(version) FROM schema_migrations"), "20250113140000");
        await vscode.commands.executeCommand("lockkeeper.upTo", { project, version: "20250218083000" });
        assert.equal(await value("SELECT max(version) FROM schema_migrations"), "20250218083000");
        await vscode.commands.executeCommand("lockkeeper.up");
        assert.equal(await value("SELECT count(*) FROM schema_migrations"), String(files));
      });

      it("Compare With Database names what the migrations did not make", async () => {
        assert.match(await comparison(), /\nNo differences from what \d+ applied migrations make\.\n$/u);
        await query("CREATE TABLE by_hand (id int); ALTER TABLE customers ADD COLUMN by_hand text;");
        const text = await comparison();
        assert.match(text, /\n2 differences from /u);
        assert.match(text, /\n {2}table public\.by_hand\n/u);
        assert.match(text, /\n {2}column public\.customers\.by_hand\n/u);
        await query("DROP TABLE by_hand; ALTER TABLE customers DROP COLUMN by_hand;");
      });

      it("a failing migration shows its error in place and leaves nothing half-applied", async () => {
        const text =
          "-- migrate:up\nCREATE TABLE half_applied (id int);\nALTER TABLE customers ADD COLUMN x no_such_type;\n\n-- migrate:down\nSELECT 1;\n";
        const name = "20990101000000_fails.sql";
        const { document } = await create(text, ...folder, name);
        await vscode.commands.executeCommand("lockkeeper.refresh");
        // Nobody presses a button on the message, and the run must not wait for that.
        await vscode.commands.executeCommand("lockkeeper.up");
        const error = await until("error of the server in its place", () =>
          diagnosticsOf(document.uri).find(
            ({ severity, message }) =>
              severity === vscode.DiagnosticSeverity.Error && message.includes("no_such_type"),
          ),
        );
        assert.equal(document.getText(error.range), "no_such_type");
        assert.equal(await value("SELECT count(*) FROM schema_migrations"), String(files));
        assert.equal(await value("SELECT count(*) FROM pg_class WHERE relname = 'half_applied'"), "0");
        await vscode.workspace.fs.delete(document.uri);
      });
    });
}

/** What the command shows in its read-only document. */
async function comparison(): Promise<string> {
  await vscode.commands.executeCommand("lockkeeper.compareWithDatabase");
  const text = await until("comparison in the active editor", () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.scheme === "lockkeeper-result" ? document.getText() : undefined;
  });
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  return text;
}

async function columnCount(table: string, column: string): Promise<string> {
  return value(
    `SELECT count(*) FROM information_schema.columns WHERE table_name = '${table}' AND column_name = '${column}'`,
  );
}
