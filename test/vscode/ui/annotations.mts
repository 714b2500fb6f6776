import assert from "node:assert/strict";
import type { Opened } from "./opened.mts";

/** What a user sees in the editor of a hazardous migration, and how it is mended. */
export function annotations(opened: Opened): void {
  describe("the editor", () => {
    it("underlines the hazard and lists it among the problems", async () => {
      const { workbench } = opened;
      await workbench.openFile("20250203101500_index_orders_by_status.sql");
      await workbench.squiggle("warning").waitFor();
      await workbench.command("View: Focus Problems");
      await workbench.page
        .locator(".markers-panel")
        .getByText(/orders/)
        .first()
        .waitFor();
      await workbench.command("View: Hide Panel");
    });

    it("says above the statement what it does to others", async () => {
      const lens = opened.workbench.page.locator(".codelens-decoration").first();
      await lens.waitFor();
      assert.match((await lens.textContent()) ?? "", /Writes to orders wait.*medium risk/u);
    });

    it("explains the locks on hover", async () => {
      const { page } = opened.workbench;
      await page.locator(".view-line").getByText("orders_status").first().hover();
      const hover = page.locator(".monaco-hover").filter({ hasText: /SHARE/ });
      await hover.waitFor();
      assert.match((await hover.textContent()) ?? "", /orders/u);
    });

    it("mends it by the keyboard alone, and undoes it", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await workbench.openFile("20250203101500_index_orders_by_status.sql:4:1");
      await page.keyboard.press("Control+.");
      const menu = page.locator(".action-widget").filter({ hasText: /concurrently/iu });
      await menu.waitFor();
      await page.keyboard.press("Enter");
      await workbench.squiggle("warning").waitFor({ state: "detached" });
      await workbench.editorShows(/CREATE INDEX CONCURRENTLY/u);
      await page.locator(".monaco-editor .view-line").first().click();
      await page.keyboard.press("Control+Z");
      await workbench.squiggle("warning").waitFor();
    });
  });
}
