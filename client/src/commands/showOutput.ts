import type { Command } from "./command.ts";

/** Shows the log of the client and of the language server. */
export const showOutput: Command = {
  id: "lockkeeper.showOutput",
  run(app) {
    app.output.show();
    return Promise.resolve();
  },
};
