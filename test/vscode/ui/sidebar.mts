import type { Opened } from "./opened.mts";

/** The sidebar as a user uses it, on the embedded database. */
export function sidebar(opened: Opened): void {
  describe("the sidebar", () => {
    it("shows the project and its migrations with their risk", async () => {
      const { workbench } = opened;
      await workbench.openSidebar();
      await workbench.row(/dbmate/u).waitFor();
      await workbench.row(/create_catalogue/u).waitFor();
      await workbench.row(/index_orders_by_status.*medium risk/u).waitFor();
    });

    it("applies everything by the Up button and says so in each row", async () => {
      const { workbench } = opened;
      await workbench.clickOnView("Migrations", "Run Migrations Up");
      await workbench.row(/drop_suppliers, applied/u).waitFor();
      await workbench.row(/create_catalogue, applied/u).waitFor();
      await workbench.row(/Embedded PostgreSQL, ready/u).waitFor();
    });

    it("undoes the last one by the Down button", async () => {
      const { workbench } = opened;
      await workbench.clickOnView("Migrations", "Run Last Migration Down");
      await workbench.row(/drop_suppliers, pending/u).waitFor();
      await workbench.row(/rename_fullname, applied/u).waitFor();
    });

    it("applies up to a row by its inline button", async () => {
      const { workbench } = opened;
      const applied = workbench.row(/drop_suppliers, applied/u);
      await workbench.pressOnRow(/drop_suppliers/u, /Up to Here/u, applied);
    });

    it("opens a migration by the keyboard", async () => {
      const { workbench } = opened;
      await workbench.command("Lockkeeper: Focus on Migrations View");
      await workbench.page.keyboard.press("Home");
      await workbench.page.keyboard.press("ArrowDown");
      await workbench.page.keyboard.press("Enter");
      await workbench.page.getByRole("tab", { name: /create_catalogue/u }).waitFor();
    });
  });
}
