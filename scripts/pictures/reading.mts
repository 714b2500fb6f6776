import { settled, shop, type Picture, type Scene } from "./picture.mts";

/** The hover's findings come first; what the statement locks and does stands below them. */
const editor: Picture = {
  name: "editor",
  kept: true,
  async take(workbench) {
    const { page } = workbench;
    await workbench.openFile("20250218083000_link_payments_to_orders.sql");
    await workbench.squiggle("warning").waitFor({ timeout: 60_000 });
    await workbench.openSidebar();
    await workbench.row(/link_payments/u).waitFor();
    await page.locator(".view-line").getByText("FOREIGN", { exact: false }).first().hover();
    const hover = page.locator(".monaco-hover").filter({ hasText: /SHARE ROW EXCLUSIVE/u });
    await hover.waitFor();
    await hover.hover({ position: { x: 200, y: 100 } });
    for (let turn = 0; turn < 4; turn += 1) await page.mouse.wheel(0, 120);
    await settled(workbench, 1000);
  },
};

const pictures: readonly Picture[] = [
  editor,
  {
    name: "quick-fixes",
    async take(workbench) {
      const { page } = workbench;
      await page.keyboard.press("Escape");
      await workbench.openFile("20250203101500_index_orders_by_status.sql:4:1");
      await workbench.squiggle("warning").waitFor();
      await page.locator(".codelens-decoration").getByText("Fix…").first().click();
      await page
        .locator(".action-widget")
        .filter({ hasText: /concurrently/iu })
        .waitFor();
      await settled(workbench);
    },
  },
  {
    name: "problems",
    async take(workbench) {
      await workbench.page.keyboard.press("Escape");
      await workbench.command("View: Focus Problems");
      await workbench.page
        .locator(".markers-panel")
        .getByText(/orders/u)
        .first()
        .waitFor();
      await settled(workbench);
    },
  },
  {
    name: "lock-timeline",
    kept: true,
    async take(workbench) {
      await workbench.command("View: Hide Panel");
      await workbench.command("View: Close All Editors");
      await workbench.openFile("20250218083000_link_payments_to_orders.sql:1:1");
      await workbench.command("Lockkeeper: Show Lock Timeline");
      const picture = workbench.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
      await picture.locator(".bar").first().waitFor();
      await settled(workbench);
    },
  },
  {
    name: "lock-timeline-dark",
    async take(workbench) {
      await workbench.command("Preferences: Toggle between Light/Dark Themes");
      await settled(workbench, 4000);
    },
  },
  {
    name: "editor-dark",
    async take(workbench) {
      await workbench.command("View: Close All Editors");
      await editor.take(workbench);
      await workbench.page.mouse.move(700, 700);
    },
  },
];

export const reading: Scene = { folders: shop, wider: 120, pictures };
