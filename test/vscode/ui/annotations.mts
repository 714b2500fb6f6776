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

    it("offers its fixes from there", async () => {
      const { page } = opened.workbench;
      const lens = page.locator(".codelens-decoration").getByText("Fix…").first();
      const menu = page.locator(".action-widget").filter({ hasText: /concurrently/iu });
      await opened.workbench.clickUntil(lens, menu);
      const entries = await page.locator(".action-widget .monaco-list-row.action").allInnerTexts();
      assert.ok(entries.length > 1 && entries.length <= 5, entries.join(" | "));
      await page.keyboard.press("Escape");
    });

    it("lists the safest way first, wherever the cursor is in the statement", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await workbench.openFile("20250701130000_rename_fullname.sql:4:1");
      const entries = page.locator(".action-widget .monaco-list-row.action");
      await workbench.until(entries.first(), async () => {
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+.");
      });
      assert.match(await entries.first().innerText(), /^Rename the column by expand and contract/u);
      const about = await entries.filter({ hasText: /accept, turn off or read about/iu }).allInnerTexts();
      assert.equal(about.length, 1, about.join("\n"));
      assert.match(about.join(""), /2 findings…$/u);
      await page.keyboard.press("Escape");
    });

    it("keeps what is done about the finding itself behind one entry, which accepts it with a reason", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await workbench.openFile("20250203101500_index_orders_by_status.sql:4:1");
      await workbench.chooseFix(/Accept, turn off or read about/u);
      const rows = page.locator(".quick-input-list .monaco-list-row");
      await rows.filter({ hasText: /^Show documentation of create-index-blocks-writes/u }).waitFor();
      await rows.filter({ hasText: /Accept create-index-blocks-writes for this statement/u }).click();
      await workbench.editorShows(/-- lockkeeper-ignore create-index-blocks-writes: say why/u);
      // The place for the reason is selected.
      await page.keyboard.type("it is small");
      await workbench.editorShows(/create-index-blocks-writes: it is small\s/u);
      await workbench.command("File: Revert File");
      await workbench.squiggle("warning").waitFor();
    });

    it("explains the locks on hover", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      const hover = page.locator(".monaco-hover").filter({ hasText: /SHARE/ });
      await workbench.hoverUntil(page.locator(".view-line").getByText("orders_status").first(), hover);
      assert.match((await hover.textContent()) ?? "", /orders/u);
    });

    it("mends it by the keyboard alone, and undoes it", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await workbench.openFile("20250203101500_index_orders_by_status.sql:4:1");
      const menu = page.locator(".action-widget").filter({ hasText: /concurrently/iu });
      await workbench.until(menu, async () => {
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+.");
      });
      await page.keyboard.press("Enter");
      await workbench.squiggle("warning").waitFor({ state: "detached" });
      await workbench.editorShows(/CREATE INDEX CONCURRENTLY/u);
      await workbench.command("View: Focus Active Editor Group");
      await page.keyboard.press("Control+Z");
      await workbench.squiggle("warning").waitFor();
    });
  });
}
