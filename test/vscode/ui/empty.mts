import type { Opened } from "./opened.mts";

/** A folder without migrations. */
export function empty(opened: Opened): void {
  describe("a folder without migrations", () => {
    it("says what Lockkeeper looks for", async () => {
      const { workbench } = opened;
      await workbench.command("Lockkeeper: Focus on Migrations View");
      await workbench.page.getByText("No migrations were found in this folder").waitFor();
      await workbench.page.getByRole("button", { name: "Open Configuration File" }).waitFor();
    });

    it("opens the sample in a window of its own, on its first hazard", async () => {
      const { workbench } = opened;
      const asked = workbench.page.context().waitForEvent("page");
      await workbench.command("Lockkeeper: Open Sample Project");
      const sample = await asked;
      await sample.locator(".monaco-editor .squiggly-warning").first().waitFor();
      await sample.getByRole("tab", { name: "20250218083000_link_payments_to_orders.sql" }).waitFor();
    });
  });
}
