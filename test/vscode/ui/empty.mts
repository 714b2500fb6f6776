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
  });
}
