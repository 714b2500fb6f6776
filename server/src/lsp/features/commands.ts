import { fileURLToPath } from "node:url";
import type { ExecuteCommandParams } from "vscode-languageserver";
import { showHistoryCommand } from "../history/historyLens.ts";
import { showRuleCommand } from "../ignoreActions.ts";
import { show } from "../messages.ts";
import { defineFeature } from "./feature.ts";

/**
 * `workspace/executeCommand`: the commands that the server itself carries out. Our own extension has commands of its own
 * for them, so that it is offered none.
 */
export const commandsFeature = defineFeature({
  capabilities: ({ pages }) =>
    pages.command === undefined
      ? { executeCommandProvider: { commands: [showRuleCommand, showHistoryCommand] } }
      : {},
  register: ({ client, connection, history }) => {
    connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }: ExecuteCommandParams) => {
      if (command === showHistoryCommand) history.showAll(argument === true);
      if (command === showRuleCommand && typeof argument === "string" && argument.startsWith("file:"))
        if (client.showsDocuments) await connection.window.showDocument({ uri: argument });
        else show(connection, "info", `the rule's page is ${fileURLToPath(argument)}`);
      return null;
    });
  },
});
