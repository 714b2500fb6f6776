import { defineCommand } from "./command.ts";

/** Ends the language server and starts it again. */
export const restartServer = defineCommand({
  id: "lockkeeper.restartServer",
  title: "Restart Language Server",
  menus: [{ menu: "view/title", when: "view == lockkeeper.migrations", group: "3_server@1" }],
  async run(app) {
    await app.server.restart();
  },
});
