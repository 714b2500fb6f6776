import { corpora, type AccuracyCase } from "../test/accuracy/cases.ts";
import { explained } from "../test/accuracy/explained.ts";
import { dangers, meanings, type Danger } from "../test/accuracy/labels.ts";
import { atFirst, majors } from "../test/accuracy/lockkeeper.ts";
import { labelOf, readVerdicts } from "../test/accuracy/record.ts";
import { dangersOf, differences, percent, scoreOf } from "../test/accuracy/score.ts";
import { peers } from "../test/accuracy/peers.ts";

/** docs/scoreboard.md: what `npm run bench:accuracy` has written down, in tables. */
export function scoreboardPage(note: string): string {
  const [cases = [], second = [], third = []] = corpora.map((corpus) => corpus.cases);
  const verdicts = readVerdicts();
  const tools = ["Lockkeeper", ...peers.map(({ title }) => title)];
  return [
    note,
    "",
    "# Scoreboard",
    "",
    `${cases.length} migrations were carried out on PostgreSQL ${majors.join(" and ")}, on a system with 200 and with 100,000 rows a table and an application that goes on (\`test/accuracy\`), and then shown to Lockkeeper and to other linters. What is dangerous was observed, not judged:`,
    "",
    ...dangers.map((danger) => `- **${danger}** (${count(cases, danger)}): ${meanings[danger]};`),
    `- none of it: harmless (${cases.filter((one) => dangersOf(one).length === 0).length}).`,
    "",
    "A tool calls a migration dangerous with an error or a warning (pgfence: from a risk of MEDIUM on). Timeouts, style and habits do not count, and each migration sets `lock_timeout` first. *Recall*: of the dangerous ones, how many it calls so; *precision*: of those that it calls so, how many are. Only Lockkeeper reads the earlier migrations; the others read one file, as they are made to.",
    "",
    "## All migrations",
    "",
    ...table(tools, cases),
    "",
    "Lockkeeper's makers wrote these migrations and mended its rules on them, so its figures flatter it. Before that it told 235 of the 255 dangerous ones (92.2 %) and called 15 harmless ones dangerous (precision 94.0 %). Nothing of the other tools was mended on them.",
    "",
    "## By danger",
    "",
    "Of the migrations that were seen to do it, how many are called dangerous.",
    "",
    row(["", ...dangers]),
    row(["---", ...dangers.map(() => "---:")]),
    ...tools.map((tool) => row([tool, ...dangers.map((danger) => recall(tool, danger))])),
    "",
    "## A second set",
    "",
    `${second.length} migrations on another system, in the dialects of Rails, Django, Prisma, Drizzle and by hand (\`test/accuracy/second\`). They were written before anybody looked what Lockkeeper says of them (but for two that counted as false warnings of Lockkeeper, a trigger dropped and a sequence made small: afterwards the application was also asked for a new row that its search finds, and for three rows in a row, which failed; all lines below count by that); ${second.filter((one) => dangersOf(one).length > 0).length} are dangerous. The first line is what it said when they were first shown to it, the second what it says since the rules were mended on them, too.`,
    "",
    ...table([atFirst, ...tools], second),
    "",
    "## A third set",
    "",
    `${third.length} migrations on a third system (\`test/accuracy/third\`), as Flyway, Alembic, Entity Framework, Ecto, TypeORM, Knex and others write them: files of several statements, down sections after their up, and projects whose files do not show the whole system. They, too, were written before anybody looked what Lockkeeper says of them; ${third.filter((one) => dangersOf(one).length > 0).length} are dangerous.`,
    "",
    ...table([atFirst, ...tools], third),
    "",
    "## Where Lockkeeper and the servers differ",
    "",
    ...differences("Lockkeeper", [...cases, ...second, ...third], verdicts).flatMap((one) => [
      `- ${one.id}: ${seen(one)}. ${explained[one.id] ?? "Not explained yet."}`,
    ]),
    "",
    `Versions: ${[...new Set(peers.map(({ packages }) => packages))].join(", ")}. \`npm run bench:accuracy\` measures anew.`,
    "",
  ].join("\n");

  function recall(tool: string, danger: Danger): string {
    const { told, missed } = scoreOf(
      tool,
      cases.filter((one) => dangersOf(one).includes(danger)),
      verdicts,
    );
    return `${told} of ${told + missed}`;
  }

  function table(names: readonly string[], of: readonly AccuracyCase[]): readonly string[] {
    return [
      row(["", "dangerous, told", "dangerous, missed", "harmless, told", "recall", "precision"]),
      row(["---", "---:", "---:", "---:", "---:", "---:"]),
      ...names.map((name) => {
        const { told, missed, wrong } = scoreOf(name, of, verdicts);
        const numbers = [told, missed, wrong].map(String);
        return row([name, ...numbers, percent(told, told + missed), percent(told, told + wrong)]);
      }),
    ];
  }
}

function count(cases: readonly AccuracyCase[], danger: Danger): number {
  return cases.filter((one) => dangersOf(one).includes(danger)).length;
}

function seen(one: AccuracyCase): string {
  const what = dangersOf(one).map((danger) => {
    const all = majors.flatMap((major) => labelOf(one, major)?.[danger] ?? []);
    return `${danger} (${[...new Set(all)].slice(0, 2).join("; ")})`;
  });
  return what.length === 0 ? "harmless" : what.join(", ");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
