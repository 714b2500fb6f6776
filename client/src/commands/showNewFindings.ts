import { showHistory } from "../migrations/history.ts";
import { defineCommand } from "./command.ts";

/** Shows again what the setting says. */
export const showNewFindings = defineCommand({
  id: "lockkeeper.showNewFindings",
  title: "Hide Findings of History",
  icon: "$(filter)",
  palette: "lockkeeper.history == shown",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.history == shown",
      group: "navigation@5",
    },
  ],
  async run({ server }) {
    await showHistory(server, false);
  },
});
