import type { Command } from "./command.ts";

/** Writes the files of the rewrite that is shown. */
export const applyRewrite: Command = {
  id: "lockkeeper.applyRewrite",
  async run(app) {
    await app.preview.apply();
  },
};
