import type { Opened } from "./opened.mts";

/** Each migration as a test: up, down and up again, on a scratch database. */
export function testExplorer(opened: Opened): void {
  describe("the Test Explorer", () => {
    it("verifies every migration, and says on its row what it has come to", async () => {
      const { workbench } = opened;
      await workbench.command("Testing: Focus on Test Explorer View");
      const project = workbench.row(/db\/migrations/u);
      await project.click();
      await project.press("ArrowRight");
      await workbench.row(/create_catalogue.*Not yet run/u).waitFor();
      await workbench.command("Test: Run All Tests");
      await workbench.row(/drop_suppliers: lossy.*Passed/u).waitFor();
      await workbench.row(/create_catalogue: reversible.*Passed/u).waitFor();
    });
  });
}
