import { toBeSaid } from "../allFound.ts";
import type { Found } from "../found.ts";
import { codeSpan, markdownEscaped, markdownMessage } from "../markdownEscape.ts";
import { RuleTable } from "../ruleTable.ts";
import { summaryLines } from "../summary.ts";
import { defineOutput } from "./output.ts";

/** Code units that a comment of GitHub takes, less what the end needs. */
const longest = 60_000;
const marks: Readonly<Record<Found["severity"], string>> = { error: "❌", warning: "⚠️", info: "ℹ️" };

export const markdown = defineOutput({
  id: "markdown",
  summary: "a comment for a pull or merge request",
  *write(reported, context) {
    const table = new RuleTable();
    const parts: string[] = [];
    let length = 0;
    let left = 0;
    for (const { path, found } of toBeSaid(reported, context)) {
      if (found.length === 0) continue;
      for (const each of found) table.add(each);
      const part = `\n### ${codeSpan(path)}\n\n${found.map(item).join("\n")}\n`;
      if (length + part.length > longest) left += found.length;
      else parts.push(part);
      length = Math.min(longest, length + part.length);
    }
    // The first line is a mark by which a bot finds its comment again.
    yield `<!-- lockkeeper -->\n## Lockkeeper: ${headline(table)}\n`;
    yield* parts;
    if (left > 0) yield `\n${left} more are left out, since a comment may not be longer.\n`;
    yield `\n${summaryLines(reported, context).map(markdownEscaped).join("  \n")}`;
  },
});

function headline(table: RuleTable): string {
  const counts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const count = table.total(severity);
    return count === 0 ? [] : [`${marks[severity]} ${count}`];
  });
  return counts.length === 0 ? "nothing found" : counts.join(", ");
}

function item({ severity, rule, message, start, text, span }: Found): string {
  const sql = text.slice(span.start, span.end).split(/\r?\n/)[0] ?? "";
  const shown = sql.trim() === "" ? "" : ` ${codeSpan(sql.length > 100 ? `${sql.slice(0, 99)}…` : sql)}`;
  return `- ${marks[severity]} **Line ${start.line + 1}**${shown}  \n  ${markdownMessage(message)} (${codeSpan(rule)})`;
}
