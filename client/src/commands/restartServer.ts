import type { Command } from "./command.ts";

/** Ends the language server and starts it again. */
export const restartServer: Command = {
  id: "lockkeeper.restartServer",
  async run(app) {
    await app.server.restart();
  },
};
