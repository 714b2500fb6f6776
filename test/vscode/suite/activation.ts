import assert from "node:assert/strict";
import * as vscode from "vscode";

/** The extension is there, starts, and registers every command that its manifest declares. */
export function activation(): void {
  describe("activation", () => {
    it("activates", async () => {
      const extension = vscode.extensions.getExtension("lockkeeper.lockkeeper");
      assert.ok(extension, "the extension is not installed");
      await extension.activate();
      assert.equal(extension.isActive, true);
    });
  });
}
