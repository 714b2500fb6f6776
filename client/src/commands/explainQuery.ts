import { sendQuery } from "../query/run.ts";
import { defineCommand } from "./command.ts";

/** Shows the plan of the selected statement, or of the document's one, on the selected database; it is not run. */
export const explainQuery = defineCommand({
  id: "lockkeeper.explainQuery",
  title: "Explain Query",
  icon: "$(list-tree)",
  enablement: "lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.mayExecute && editorLangId == sql",
  menus: [
    {
      menu: "editor/title",
      when: "editorLangId == sql && resourceScheme == untitled && lockkeeper.mayExecute",
      group: "navigation@2",
    },
  ],
  async run(app) {
    const answer = await sendQuery(app, true);
    if (answer === undefined) return;
    const { document, result } = answer;
    await app.results.show(document, `${result.rows.map(([line]) => line ?? "").join("\n")}\n`);
  },
});
