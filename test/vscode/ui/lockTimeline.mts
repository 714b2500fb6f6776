import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";
import type { Opened } from "./opened.mts";

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
      assert.deepEqual(await violations(await pictureFrame(opened.workbench.page)), []);
    });
  });
}

/** The frame in which the page of the panel is shown. */
async function pictureFrame(page: Page): Promise<Frame> {
  const element = await page.frameLocator("iframe.webview").locator("iframe#active-frame").elementHandle();
  const frame = await element.contentFrame();
  if (!frame) throw new Error("The panel has no frame.");
  return frame;
}

/** What axe-core finds, in its own words. */
async function violations(frame: Frame): Promise<unknown> {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await frame.evaluate(axe);
  return frame.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`))",
  );
}
