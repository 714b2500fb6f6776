import * as vscode from "vscode";
import { defineCommand } from "./command.ts";

/** What the language server names: `locks`, or like `rules/drops-table`; nothing that leads out of our folder. */
const page = /^(?:locks|(?:rules|recipes)\/[a-zA-Z-]+)$/;

/** Shows one of the pages that ship with the extension; from the palette, the list of all rules. */
export const showPage = defineCommand({
  id: "lockkeeper.showPage",
  title: "Show Documentation",
  async run(app, argument) {
    const name = typeof argument === "string" && page.test(argument) ? argument : "rules/README";
    const uri = vscode.Uri.joinPath(app.extensionUri, "docs", `${name}.md`);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  },
});
