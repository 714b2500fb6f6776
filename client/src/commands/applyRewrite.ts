import { defineCommand } from "./command.ts";

/** Writes the files of the rewrite that is shown. */
export const applyRewrite = defineCommand({
  id: "lockkeeper.applyRewrite",
  title: "Apply Rewrite",
  icon: "$(check)",
  enablement: "lockkeeper.previewing",
  palette: "lockkeeper.previewing",
  menus: [
    {
      menu: "editor/title",
      when: "lockkeeper.previewing && activeEditor == multiDiffEditor",
      group: "navigation@1",
    },
  ],
  async run(app) {
    await app.preview.apply();
  },
});
