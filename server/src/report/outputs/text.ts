import type { Severity } from "../../rules/rule.ts";
import { toBeSaid } from "../allFound.ts";
import { excerptOf } from "../excerpt.ts";
import type { Found } from "../found.ts";
import { paintWith, type Paint } from "../paint.ts";
import { RuleTable } from "../ruleTable.ts";
import { summaryLines } from "../summary.ts";
import { oneLine, wrap } from "../wrap.ts";
import { defineOutput, type Look } from "./output.ts";

/** Columns in front of what is said. */
const margin = 8;
const narrowest = 40;

export const text = defineOutput({
  id: "text",
  summary: "for people: file by file, with the words that are meant",
  *write(reported, context) {
    const paint = paintWith(context.look.colour);
    const table = new RuleTable();
    for (const { path, found } of toBeSaid(reported, context)) {
      if (found.length === 0) continue;
      yield `${paint.bold(oneLine(path))}\n`;
      for (const [index, each] of found.entries()) {
        table.add(each);
        const said = [...lines(each, context.look, paint), ...remedy(each, found[index + 1], paint)];
        yield `${said.join("\n")}\n`;
      }
      yield "\n";
    }
    const counts = table.lines();
    yield [...counts, ...(counts.length === 0 ? [] : [""]), ...summaryLines(reported, context)].join("\n");
  },
});

function lines(found: Found, { width }: Look, paint: Paint): readonly string[] {
  const { rule, severity, start, message } = found;
  const room = Math.max(narrowest, width) - margin;
  const place = `${start.line + 1}:${start.character + 1}`.padEnd(margin - 4);
  const words = wrap(message, room).map((line) => `${" ".repeat(margin)}${line}`);
  return [
    `  ${place}  ${paint.of(severity)(names[severity])}  ${rule}`,
    ...words,
    ...excerptLines(found, room, paint),
  ];
}

/** How it is rewritten, below the last finding of a line. */
function remedy({ path, start, recipes }: Found, next: Found | undefined, paint: Paint): readonly string[] {
  const isLast = next?.start.line !== start.line || next.recipes.length === 0;
  if (recipes.length === 0 || !isLast) return [];
  const command = `to rewrite it: lockkeeper rewrite ${quoted(path)} --line ${start.line + 1}`;
  return [`${" ".repeat(margin)}${paint.dim(command)}`];
}

const names: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "info" };

function excerptLines(found: Found, room: number, paint: Paint): readonly string[] {
  const excerpt = excerptOf(found.text, found, room);
  if (excerpt === undefined) return [];
  const number = String(found.start.line + 1).padStart(margin - 3);
  const goesOn =
    excerpt.more === 0 ? "" : ` and ${excerpt.more} more ${excerpt.more === 1 ? "line" : "lines"}`;
  return [
    `${paint.dim(`${number} │ `)}${excerpt.source}`,
    `${paint.dim(`${" ".repeat(margin - 3)} │ `)}${paint.of(found.severity)(excerpt.marks)}${paint.dim(goesOn)}`,
  ];
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  const line = oneLine(path);
  return /^[\w@%+=:,./-]+$/.test(line) ? line : `'${line.replaceAll("'", "'\\''")}'`;
}
