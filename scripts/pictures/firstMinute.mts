import { settled, shop, type Scene } from "./picture.mts";

/** A folder without migrations. */
export const nothingThere: Scene = {
  folders: {},
  pictures: [
    {
      name: "welcome",
      async take(workbench) {
        await workbench.command("Lockkeeper: Focus on Migrations View");
        await workbench.page.getByText("No migrations were found in this folder").waitFor();
        await settled(workbench, 1000);
      },
    },
    {
      name: "walkthrough",
      async take(workbench) {
        await workbench.command("Welcome: Open Walkthrough");
        const rows = workbench.page.locator(".quick-input-list .monaco-list-row");
        await rows
          .filter({ hasText: /Lockkeeper/u })
          .first()
          .click();
        await settled(workbench, 4000);
      },
    },
  ],
};

export const restricted: Scene = {
  folders: shop,
  trusted: false,
  pictures: [
    {
      name: "restricted",
      async take(workbench) {
        await workbench.openFile("20250203101500_index_orders_by_status.sql");
        await workbench.squiggle("warning").waitFor();
        await workbench.openSidebar();
        await workbench.page.getByText("Restricted mode: analysis only").waitFor();
        await settled(workbench, 1000);
      },
    },
    {
      name: "narrow",
      async take(workbench) {
        await workbench.page.setViewportSize({ width: 640, height: 800 });
        await settled(workbench, 1500);
      },
    },
  ],
};
