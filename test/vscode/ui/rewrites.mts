import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Opened } from "./opened.mts";

/** A rewrite of several files is shown before anything is written. */
export function rewrites(opened: Opened): void {
  describe("a rewrite of several files", () => {
    const migrations = (): Promise<string[]> => readdir(path.join(opened.window.workspace, "db/migrations"));

    it("is shown side by side, and Discard leaves the folder alone", async function () {
      // A busy machine may drop a click or a key between the browser and the window; nothing is written, so try again.
      this.retries(1);
      const { workbench } = opened;
      const before = await migrations();
      await workbench.openFile("20250701130000_rename_fullname.sql:4:14");
      await workbench.squiggle("error").waitFor();
      await workbench.previewRename();
      await workbench.answerPreview("Discard");
      await workbench.page.locator(".multiDiffEditor").first().waitFor({ state: "detached" });
      assert.deepEqual(await migrations(), before);
    });

    it("is written as a whole by Apply, and the sidebar shows what is still to come", async () => {
      const { workbench } = opened;
      const before = await migrations();
      await workbench.openFile("20250701130000_rename_fullname.sql:4:14");
      await workbench.previewRename();
      await workbench.answerPreview("Apply");
      await workbench.openSidebar();
      await workbench.view("Rollouts").waitFor();
      await workbench.row(/^Rename customers\.fullname to full_name .*next: connect a database/u).waitFor();
      const created = (await migrations()).filter((name) => !before.includes(name));
      assert.ok(created.length > 1, created.join());
      await workbench.editorShows(/expand: Add full_name/u);
    });
  });
}
