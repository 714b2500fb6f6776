import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

/** The frame in which the page of the panel is shown. */
export async function frameOfPanel(page: Page): Promise<Frame> {
  const element = await page.frameLocator("iframe.webview").locator("iframe#active-frame").elementHandle();
  const frame = await element.contentFrame();
  if (!frame) throw new Error("The panel has no frame.");
  return frame;
}

/** What axe-core finds, in its own words. */
export async function violations(frame: Frame): Promise<unknown> {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await frame.evaluate(axe);
  return frame.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`))",
  );
}
