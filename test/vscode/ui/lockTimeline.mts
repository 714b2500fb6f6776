import assert from "node:assert/strict";
import type { Opened } from "./opened.mts";
import { frameOfPanel, violations } from "./webview.mts";

/** The picture of what a migration locks, beside its text. */
export function lockTimeline(opened: Opened): void {
  describe("the lock timeline", () => {
    it("shows beside the text who waits, and leads to the statement by the keyboard", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await workbench.openFile("20250203101500_index_orders_by_status.sql:1:1");
      await workbench.command("Lockkeeper: Show Lock Timeline");
      const picture = page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
      await picture.locator(".bar.writes").first().waitFor();
      assert.match((await picture.locator("desc").textContent()) ?? "", /orders has SHARE/u);
      await picture.getByRole("button", { name: /^line 4 CREATE INDEX/u }).press("Enter");
      await page.getByText("Ln 4, Col 1").waitFor();
    });

    it("keeps to the rules of accessibility", async () => {
      assert.deepEqual(await violations(await frameOfPanel(opened.workbench.page)), []);
    });
  });
}
