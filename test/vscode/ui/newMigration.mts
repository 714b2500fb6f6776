import assert from "node:assert/strict";
import type { Opened } from "./opened.mts";

/** A migration that does not exist yet. */
export function newMigration(opened: Opened): void {
  describe("a new migration", () => {
    it("is made from a few words, with the cursor where its first statement goes", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await workbench.command("Lockkeeper: New Migration");
      await page.getByText(/New migration in db\/migrations/u).waitFor();
      await page.keyboard.type("Add a note");
      await page.keyboard.press("Enter");
      await page.getByRole("tab", { name: /\d{14}_add_a_note\.sql/u }).waitFor();
      await page.getByText("Ln 2, Col 1").waitFor();
      await page.keyboard.type("SELECT 1;");
      await workbench.editorShows(/^-- migrate:up\s+SELECT 1;\s+-- migrate:down/u);
      await workbench.lastRow(/add_a_note/u);
    });

    it("completes from the schema as it is by then: a renamed column by its new name", async () => {
      const { page } = opened.workbench;
      await opened.workbench.command("View: Focus Active Editor Group");
      await page.keyboard.press("Escape");
      await page.keyboard.type("ALTER TABLE customers ALTER COLUMN full");
      await page.keyboard.press("Control+Space");
      const list = page.locator(".suggest-widget");
      await list.getByText("full_name", { exact: true }).first().waitFor();
      assert.equal(await list.getByText("fullname", { exact: true }).count(), 0);
      await page.keyboard.press("Escape");
    });
  });
}
