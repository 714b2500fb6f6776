import { defineCommand } from "./command.ts";

/** Shows the log of the client and of the language server. */
export const showOutput = defineCommand({
  id: "lockkeeper.showOutput",
  title: "Show Output",
  menus: [{ menu: "view/title", when: "view == lockkeeper.migrations", group: "3_server@2" }],
  run(app) {
    app.output.show();
    return Promise.resolve();
  },
});
