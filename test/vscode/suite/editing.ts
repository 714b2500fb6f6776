import assert from "node:assert/strict";
import * as vscode from "vscode";
import { actionsAt, apply, codeOf, create, diagnosticsOf, list, open, until } from "./support.ts";

const folder = ["db", "migrations"] as const;

/** Hazards come and go while typing, and fixes end them. */
export function editing(): void {
  describe("editing", () => {
    afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

    it("shows a hazard as it is typed, and not what was there before", async () => {
      const editor = await create(
        "-- migrate:up\nSELECT 1;\n\n-- migrate:down\nSELECT 1;\n",
        ...folder,
        "20260101000000_typed.sql",
      );
      const { document } = editor;
      assert.equal(hazard(document.uri, "concurrently"), undefined);
      await editor.edit((edit) =>
        edit.insert(new vscode.Position(2, 0), "CREATE INDEX orders_customer_idx ON orders (customer_id);\n"),
      );
      const found = await until("hazard of a plain CREATE INDEX", () => hazard(document.uri, "index"));
      assert.equal(found.range.start.line, 2);
      const line = document.lineAt(2).rangeIncludingLineBreak;
      await editor.edit((edit) => edit.delete(line));
      await until("end of the hazard", () =>
        hazard(document.uri, "index") === undefined ? true : undefined,
      );
      await document.save();
    });

    it("fixes a hazard by a code action, and it goes", async () => {
      const editor = await open(...folder, "20250203101500_index_orders_by_status.sql");
      const { document } = editor;
      const found = await until("hazard of a plain CREATE INDEX", () => hazard(document.uri, "index"));
      const actions = await actionsAt(document.uri, found.range);
      const fix = actions.find(({ title }) => /concurrently/iu.test(title));
      assert.ok(fix, `no fix among: ${actions.map(({ title }) => title).join(" | ")}`);
      const before = await list(...folder);
      await apply(fix);
      await until("end of the hazard", () =>
        hazard(document.uri, "index") === undefined ? true : undefined,
      );
      const texts = [document, ...vscode.workspace.textDocuments].map((each) => each.getText());
      assert.ok(texts.some((text) => /CREATE INDEX CONCURRENTLY/iu.test(text)));
      assert.ok(
        texts.some((text) => /transaction:\s*false/u.test(text)),
        "the file must not run in a transaction",
      );
      assert.ok((await list(...folder)).length >= before.length);
    });

    it("offers five entries at most, one of which leads to the others", async () => {
      const editor = await create(
        "-- migrate:up\nDROP INDEX orders_status_placed_at_idx;\nDROP INDEX orders_customer_id_idx;\nDROP INDEX order_items_product_id_idx;\n",
        ...folder,
        "20260102000000_drops.sql",
      );
      const { uri } = editor.document;
      const found = await until("hazard of a DROP INDEX", () => hazard(uri, "drop-index-blocks-reads"));
      const titles = (await actionsAt(uri, found.range)).map(({ title }) => title);
      assert.ok(titles.length <= 5, titles.join(" | "));
      // VS Code sorts them by kind.
      for (const wanted of [/CONCURRENTLY/u, /^Make this/u, /^\d+ more; accept, turn off or read about/u])
        assert.ok(
          titles.some((title) => wanted.test(title)),
          titles.join(" | "),
        );
    });

    it("shows the page of a finding's rule, rendered, beside nothing else", async () => {
      const editor = await open(...folder, "20250701130000_rename_fullname.sql");
      const found = await until("hazard of a rename", () => hazard(editor.document.uri, "renames-column"));
      const target = typeof found.code === "object" ? found.code.target : undefined;
      assert.equal(target?.scheme, "command", "the finding's code leads to our own command");
      const [page] = JSON.parse(target.query) as string[];
      await vscode.commands.executeCommand(target.path, page);
      const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      await until("the page's tab", () => tabs().find(({ label }) => label.includes("renames-column")));
    });

    it("renames a column by expand and contract, in files of the project's own format", async () => {
      const editor = await open(...folder, "20250701130000_rename_fullname.sql");
      const { document } = editor;
      const statement = document.positionAt(document.getText().indexOf("ALTER TABLE customers"));
      const range = new vscode.Range(statement, statement);
      const rename = await until("rename action", async () =>
        (await actionsAt(document.uri, range)).find(({ title }) => /rename/iu.test(title)),
      );
      const before = new Set(await list(...folder));
      await apply(rename);
      await vscode.workspace.saveAll();
      const after = await list(...folder);
      const created = after.filter((name) => !before.has(name));
      assert.ok(created.length > 0, `no file was created; the folder holds ${after.join(", ")}`);
      for (const name of created) assert.match(name, /^\d{14}_\w+\.sql$/u, "dbmate's file name");
      const texts = await Promise.all(
        [...created, "20250701130000_rename_fullname.sql"].map(async (name) =>
          (await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, "..", name))).getText(),
        ),
      );
      const all = texts.join("\n");
      assert.match(
        all,
        /CREATE (?:OR REPLACE )?(?:FUNCTION|TRIGGER)/iu,
        "the columns are kept alike by triggers",
      );
      assert.match(all, /full_name/u);
      assert.doesNotMatch(
        all,
        /DROP COLUMN(?: IF EXISTS)? "?fullname"?/iu,
        "the contract phase is held back",
      );
      for (const text of texts) assert.match(text, /-- migrate:up/u);
    });
  });
}

/** The first diagnostic whose rule's id contains a word. */
function hazard(uri: vscode.Uri, word: string): vscode.Diagnostic | undefined {
  return diagnosticsOf(uri).find((each) => codeOf(each).includes(word));
}
