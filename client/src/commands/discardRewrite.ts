import { defineCommand } from "./command.ts";

/** Closes the rewrite that is shown without writing anything. */
export const discardRewrite = defineCommand({
  id: "lockkeeper.discardRewrite",
  title: "Discard Rewrite",
  icon: "$(close)",
  enablement: "lockkeeper.previewing",
  palette: "lockkeeper.previewing",
  menus: [
    {
      menu: "editor/title",
      when: "lockkeeper.previewing && activeEditor == multiDiffEditor",
      group: "navigation@2",
    },
  ],
  async run(app) {
    await app.preview.discard();
  },
});
