import { showHistory } from "../migrations/history.ts";
import { defineCommand } from "./command.ts";

/** Shows the findings of history too, until `showNewFindings`. */
export const showAllFindings = defineCommand({
  id: "lockkeeper.showAllFindings",
  title: "Show Findings of History",
  icon: "$(history)",
  palette: "lockkeeper.history == hidden",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.history == hidden",
      group: "navigation@5",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && viewItem == history",
      group: "inline@1",
    },
  ],
  async run({ server }) {
    await showHistory(server, true);
  },
});
