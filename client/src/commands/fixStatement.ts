import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import { placeOf } from "../migrations/target.ts";
import { toRange } from "../positions.ts";
import { defineCommand } from "./command.ts";

/**
 * Milliseconds after which VS Code looks by itself what can be done at a new selection, for its light bulb (250), and
 * some more: if it did so later, it would close the menu.
 */
const lookForLightBulb = 400;

/** What the lens "Fix…" does: the quick fixes of its statement, as Ctrl+. shows them. */
export const fixStatement = defineCommand({
  id: "lockkeeper.fixStatement",
  title: "Fix Statement…",
  palette: "false",
  async run(_, argument) {
    const place = placeOf(argument);
    if (place === undefined) return;
    // All of the statement, since a finding may begin further on in it.
    await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), { selection: toRange(place.range) });
    await setTimeout(lookForLightBulb);
    await vscode.commands.executeCommand("editor.action.quickFix");
  },
});
