import assert from "node:assert/strict";
import type { FrameLocator } from "playwright-core";
import type { Workbench } from "../support/workbench.mts";
import type { Opened } from "./opened.mts";
import { frameOfPanel, violations } from "./webview.mts";

/** Queries on the embedded database. */
export function queries(opened: Opened): void {
  describe("a query", () => {
    it("is answered in a grid that sorts by a column", async () => {
      const { workbench } = opened;
      await write(workbench, "SELECT a, 5 - a AS b, nullif(a, 2) AS c FROM generate_series(1, 3) a");
      await workbench.page.keyboard.press("Control+Enter");
      const grid = gridOf(workbench);
      await grid.getByText("3 rows").waitFor();
      assert.deepEqual(await grid.locator("tbody tr").allInnerTexts(), ["1\t4\t1", "2\t3\tNULL", "3\t2\t3"]);
      await grid.getByRole("button", { name: "b", exact: true }).press("Enter");
      assert.deepEqual(await grid.locator("tbody tr").allInnerTexts(), ["3\t2\t3", "2\t3\tNULL", "1\t4\t1"]);
      await grid.getByRole("button", { name: "c", exact: true }).press("Enter");
      assert.deepEqual(await grid.locator("tbody tr").allInnerTexts(), ["1\t4\t1", "3\t2\t3", "2\t3\tNULL"]);
    });

    it("keeps to the rules of accessibility", async () => {
      assert.deepEqual(await violations(await frameOfPanel(opened.workbench.page)), []);
    });

    it("is answered as text, as psql would, by a button", async () => {
      const { workbench } = opened;
      await gridOf(workbench).getByRole("button", { name: "Show as Text" }).press("Enter");
      await workbench.page.getByText(/\(3\srows\)/u).waitFor();
      await close(workbench);
    });

    it("is no problem, has no lens, and completes what the database holds", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await write(workbench, "CREATE TABLE by_hand AS SELECT 1 AS a");
      await page.keyboard.press("Control+Enter");
      await gridOf(workbench).getByText("SELECT 1").waitFor();
      await close(workbench);
      await write(workbench, "ALTER TABLE by_hand ALTER COLUMN a TYPE text; SELECT * FROM by_h");
      await page.keyboard.press("Control+Space");
      await page.locator(".suggest-widget").getByText("by_hand", { exact: true }).first().waitFor();
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".codelens-decoration").count(), 0);
      assert.equal(await page.locator(".monaco-editor [class*='squiggly-']").count(), 0);
      await close(workbench);
    });

    it("is explained and not run", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await write(workbench, "CREATE TABLE kept AS SELECT 1 AS a");
      await page.keyboard.press("Control+Enter");
      await gridOf(workbench).getByText("SELECT 1").waitFor();
      await close(workbench);
      await write(workbench, "DELETE FROM kept");
      await workbench.command("Lockkeeper: Explain Query");
      await page.getByText(/Delete\son\skept/u).waitFor();
      await close(workbench);
      await write(workbench, "SELECT count(*) AS left FROM kept");
      await page.keyboard.press("Control+Enter");
      await gridOf(workbench).getByRole("cell", { name: "1", exact: true }).waitFor();
      await close(workbench);
    });

    it("that fails is underlined where the server points at", async () => {
      const { workbench } = opened;
      await write(workbench, "SELECT nothing FROM kept");
      await workbench.page.keyboard.press("Control+Enter");
      await workbench.toast(/column "nothing" does not exist/u).waitFor();
      await workbench.squiggle("error").waitFor();
      await close(workbench);
    });
  });
}

function gridOf({ page }: Workbench): FrameLocator {
  return page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
}

async function write(workbench: Workbench, sql: string): Promise<void> {
  await workbench.command("Lockkeeper: Open Query");
  await workbench.page.getByText("Ln 2, Col 1").waitFor();
  await workbench.page.keyboard.type(sql);
}

async function close(workbench: Workbench): Promise<void> {
  await workbench.command("View: Close All Editors");
  await workbench.dismissDialog("Don't Save");
}
