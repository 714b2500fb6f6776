import assert from "node:assert/strict";
import type { Opened } from "./opened.mts";

/** What a restricted workspace offers: analysis, and words about the rest. */
export function restricted(opened: Opened): void {
  describe("a restricted workspace", () => {
    it("analyses", async () => {
      const { workbench } = opened;
      await workbench.openFile("20250203101500_index_orders_by_status.sql");
      await workbench.squiggle("warning").waitFor();
    });

    it("says in the sidebar that nothing is run", async () => {
      const { workbench } = opened;
      await workbench.openSidebar();
      await workbench.page.getByText("Restricted mode: analysis only").waitFor();
      await workbench.page.getByRole("button", { name: "Manage Workspace Trust" }).first().waitFor();
      assert.equal(await workbench.viewButton("Migrations", "Run Migrations Up").count(), 0);
    });

    it("offers no command that runs anything", async () => {
      const titles = (await opened.workbench.offered("Lockkeeper:")).join("\n");
      assert.match(titles, /Refresh Migrations/u);
      assert.doesNotMatch(titles, /Run Migrations|Redo|Select Database|Start Database|Open Query/u);
    });
  });
}
