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
      await workbench.openSidebar();
      await workbench.row(/add_a_note/u).waitFor();
    });
  });
}
