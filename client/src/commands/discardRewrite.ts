import type { Command } from "./command.ts";

/** Closes the rewrite that is shown without writing anything. */
export const discardRewrite: Command = {
  id: "lockkeeper.discardRewrite",
  async run(app) {
    await app.preview.discard();
  },
};
