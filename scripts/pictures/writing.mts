import { settled, shop, type Scene } from "./picture.mts";

export const writing: Scene = {
  folders: shop,
  settings: { "lockkeeper.database.kind": "embedded" },
  pictures: [
    {
      name: "new-migration",
      async take(workbench) {
        const { page } = workbench;
        await workbench.openSidebar();
        await workbench.row(/create_catalogue/u).waitFor();
        await workbench.command("Lockkeeper: New Migration");
        await page.getByText(/New migration in db\/migrations/u).waitFor();
        await page.keyboard.type("Add a note to orders");
        await settled(workbench, 1000);
      },
    },
    {
      name: "completion",
      async take(workbench) {
        const { page } = workbench;
        await page.keyboard.press("Enter");
        await page.getByRole("tab", { name: /add_a_note_to_orders/u }).waitFor();
        await page.getByText("Ln 2, Col 1").waitFor();
        await page.keyboard.type("ALTER TABLE orders ALTER COLUMN ");
        await settled(workbench, 1500);
        await page.keyboard.press("Control+Space");
        await page.locator(".suggest-widget").getByText("status").first().waitFor();
        await settled(workbench);
      },
    },
    {
      name: "definition",
      async take(workbench) {
        const { page } = workbench;
        await page.keyboard.press("Escape");
        await workbench.openFile("20250203101500_index_orders_by_status.sql:4:40");
        await workbench.squiggle("warning").waitFor();
        await workbench.command("Peek Definition");
        await settled(workbench, 4000);
      },
    },
  ],
};
