import { settled, shop, type Scene } from "./picture.mts";

export const running: Scene = {
  folders: shop,
  settings: { "lockkeeper.database.kind": "embedded" },
  wider: 120,
  pictures: [
    {
      name: "sidebar",
      kept: true,
      async take(workbench) {
        const { page } = workbench;
        await workbench.openFile("20250701130000_rename_fullname.sql");
        await workbench.openSidebar();
        await workbench.command("Lockkeeper: Run Migrations Up to Here");
        await page
          .locator(".quick-input-list .monaco-list-row")
          .filter({ hasText: "rename_fullname" })
          .click();
        await workbench.row(/rename_fullname, applied/u).waitFor({ timeout: 120_000 });
        await workbench.row(/drop_suppliers, pending/u).waitFor();
        await settled(workbench, 9000);
      },
    },
    {
      name: "select-database",
      async take(workbench) {
        await workbench.command("Lockkeeper: Select Database");
        await settled(workbench, 1000);
      },
    },
    {
      name: "query",
      async take(workbench) {
        const { page } = workbench;
        await page.keyboard.press("Escape");
        await workbench.command("View: Close All Editors");
        await workbench.command("Lockkeeper: Open Query");
        await page.getByText("Ln 2, Col 1").waitFor();
        await page.keyboard.type(
          "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'",
        );
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+Enter");
        const grid = page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
        await grid.getByRole("button", { name: "Copy as CSV" }).waitFor();
        await page.mouse.move(240, 720);
        await settled(workbench);
      },
    },
    {
      name: "explain",
      async take(workbench) {
        const { page } = workbench;
        await workbench.command("Lockkeeper: Explain Query");
        await page.getByText(/cost=/u).first().waitFor();
        await settled(workbench, 1000);
      },
    },
    {
      name: "query-error",
      async take(workbench) {
        const { page } = workbench;
        await page.keyboard.press("Control+A");
        await page.keyboard.type("SELECT nothing FROM customers");
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+Enter");
        await workbench.toast(/does not exist/u).waitFor();
        await settled(workbench, 1000);
      },
    },
    {
      name: "compare",
      async take(workbench) {
        await workbench.command("Notifications: Clear All Notifications");
        await workbench.command("View: Close All Editors");
        await workbench.dismissDialog("Don't Save");
        await workbench.command("Lockkeeper: Compare With Database");
        await workbench.page
          .getByText(/held.against/u)
          .first()
          .waitFor();
        await settled(workbench, 1000);
      },
    },
    {
      name: "tests",
      kept: true,
      async take(workbench) {
        await workbench.command("View: Close All Editors");
        await workbench.command("Testing: Focus on Test Explorer View");
        const project = workbench.row(/^db\/migrations/u);
        await project.click();
        await project.press("ArrowRight");
        await workbench.command("Test: Run All Tests");
        await workbench.row(/drop_suppliers: lossy/u).waitFor({ timeout: 120_000 });
        await workbench.openFile("20250424120000_returns.sql");
        await settled(workbench, 4000);
      },
    },
  ],
};
