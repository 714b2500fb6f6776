import { toBeSaid } from "../allFound.ts";
import type { Found } from "../found.ts";
import { summaryLines } from "../summary.ts";
import { oneLine } from "../wrap.ts";
import { defineOutput } from "./output.ts";

/** Workflow commands, which GitHub shows at the lines of a pull request. */
export const github = defineOutput({
  id: "github",
  summary: "annotations of a GitHub workflow",
  *write(reported, context) {
    for (const { found } of toBeSaid(reported, context))
      for (const each of found) yield `${annotation(each)}\n`;
    yield summaryLines(reported, context).map(oneLine).join("\n");
  },
});

const commands: Readonly<Record<Found["severity"], string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** Columns are taken only where the lines are the same. */
function annotation({ severity, repositoryPath, start, end, rule, message }: Found): string {
  const properties: Readonly<Record<string, string | number>> = {
    file: repositoryPath,
    line: start.line + 1,
    endLine: end.line + 1,
    ...(start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {}),
    title: rule,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${commands[severity]} ${list.join(",")}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
