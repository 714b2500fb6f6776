import type { StatementAnalysis } from "../analysis/analysis.ts";
import type { Major } from "../interpret/target.ts";
import type { Statistics } from "../timeline/statistics.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { factsOf, type Fact } from "../timeline/words/facts.ts";
import { majorsNamed } from "../timeline/words/majors.ts";
import { markdown } from "../timeline/words/style.ts";
import { locksPage, type Pages } from "./pages.ts";

/** Majors on which a statement does the same. */
interface VersionGroup {
  readonly majors: readonly Major[];
  readonly entry: TimelineEntry;
  readonly facts: readonly Fact[];
}

/** What the hover on a statement says, in Markdown. */
export function hoverText(statement: StatementAnalysis, statistics: Statistics, pages: Pages): string {
  const groups = groupsOf(statement, statistics);
  const [first, second] = groups;
  const { problem, instead = [] } = statement.statement;
  if (problem !== undefined)
    return [
      `**Cannot be read**: ${markdown.text(problem.message)}`,
      ...(instead.length > 0 ? [typing] : []),
    ].join("\n\n");
  const parts = [headline(statement)];
  if (statement.notAnalysed !== undefined)
    parts.push(
      `Not analysed: ${markdown.text(statement.notAnalysed)}. What it locks and changes is not known here.`,
    );
  if (first === undefined) return parts.join("\n\n");
  if (second === undefined) parts.push(list(first.facts), duration(first.entry));
  else parts.push(...sideBySide(groups));
  if (groups.some(({ entry }) => entry.effects.locks.length > 0))
    parts.push(`[What PostgreSQL locks](${pages.link(locksPage)})`);
  return parts.filter((part) => part !== "").join("\n\n");
}

const typing = "Until it can be read, what follows is judged as if what stood here before still did.";

function headline({ risk, because, notAnalysed }: StatementAnalysis): string {
  if (notAnalysed !== undefined && risk === "none") return "**Risk not known**";
  const why = because === "" ? "" : `: ${because}`;
  return risk === "none" ? `**No risk**${why}` : `**${capital(risk)} risk**${why}`;
}

function list(facts: readonly Fact[]): string {
  const topics = [...new Set(facts.map(({ topic }) => topic))];
  return topics
    .map((topic) => {
      const lines = facts.filter((fact) => fact.topic === topic);
      const [only, more] = lines;
      if (only !== undefined && more === undefined) return `- ${topic} ${sentence(only)}`;
      return `- ${topic}\n${lines.map((fact) => `  - ${sentence(fact)}`).join("\n")}`;
    })
    .join("\n");
}

function sentence(fact: Fact): string {
  return fact.subject === "" ? predicate(fact) : `${fact.subject} ${predicate(fact)}`;
}

function predicate({ mode, text }: Fact): string {
  return mode === undefined ? text : `${mode}: ${text}`;
}

/** How long its locks are held, where nothing proportional to a table is done. */
function duration({ effects, transaction }: TimelineEntry): string {
  if (effects.locks.length === 0 || effects.fails?.when === "always") return "";
  const until = transaction.open ? "the locks are held until the transaction ends" : "the locks end with it";
  if (effects.work.length > 0 || effects.waits.length > 0) return `${capital(until)}.`;
  return `The statement itself is brief; ${until}. While it waits for a lock, later queries queue behind it.`;
}

/** A table with one column for each group of versions, one row for each fact that is not the same in all. */
function sideBySide(groups: readonly VersionGroup[]): readonly string[] {
  const keys = new Map<string, Fact>();
  for (const { facts } of groups) for (const fact of facts) keys.set(`${fact.topic} ${fact.subject}`, fact);
  const same: Fact[] = [];
  const rows: string[] = [];
  for (const [key, fact] of keys) {
    const cells = groups.map(({ facts }) => cell(facts, key));
    if (cells.every((text) => text === cells[0])) {
      same.push(...(groups[0]?.facts.filter((each) => `${each.topic} ${each.subject}` === key) ?? []));
    } else rows.push(`| ${fact.topic} ${fact.subject} | ${cells.join(" | ")} |`);
  }
  const names = groups.map(({ majors }) => `PostgreSQL ${majorsNamed(majors)}`);
  const table = [`| | ${names.join(" | ")} |`, `|---|${names.map(() => "---").join("|")}|`, ...rows];
  return [list(same), "The versions differ:", table.join("\n")];
}

function cell(facts: readonly Fact[], key: string): string {
  const texts = facts.filter(({ topic, subject }) => `${topic} ${subject}` === key).map(predicate);
  return texts.length === 0 ? "–" : texts.map(escapeCell).join("<br>");
}

function escapeCell(text: string): string {
  return text.replace(/(?<!\\)\|/g, "\\|").replace(/\r?\n/g, " ");
}

function groupsOf(statement: StatementAnalysis, statistics: Statistics): readonly VersionGroup[] {
  const groups = new Map<string, { majors: Major[]; entry: TimelineEntry; facts: readonly Fact[] }>();
  for (const [major, entry] of statement.entries) {
    const facts = factsOf(entry, statistics, markdown);
    const key = JSON.stringify(facts);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { majors: [major], entry, facts });
    else known.majors.push(major);
  }
  return [...groups.values()];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
