import { effectivePath } from "../interpret/names/searchPath.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedSection } from "./rule.ts";
import { firstAffected } from "./support/affected.ts";
import { sets } from "./support/leftSettings.ts";

export const hidesVersionTable = defineRule({
  id: "hides-version-table",
  group: "migration",
  severity: "error",
  summary: "The tool does not find its own version table after the migration",
  why: `The tool notes that the migration was applied, in the same session, and names its version table without a schema. The
migration leaves a search_path in which \`public\` does not occur, so PostgreSQL answers that the table does not exist (42P01) and
the migration fails although each of its statements ran. The first lines of a pg_dump do this.`,
  instead:
    "`RESET search_path;` as the last statement, or leave the line out and write schemas before the names.",
  withoutPlan:
    "The tool looks for its table by the search_path that the file leaves. RESET search_path at the end, or write the schema before each name.",
  references: ["https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH"],
  messages: {
    hides:
      'After this migration {tool} does not find its version table and fails: relation "{table}" does not exist (SQLSTATE 42P01). The search_path that this sets leaves out public; end the file with RESET search_path.',
  },
  recipes: [],
  section({ section, tool }) {
    const { tableBySearchPath: table } = tool;
    const last = section.statements.at(-1);
    if (table === undefined || last === undefined || !section.endsSession) return [];
    const found = firstAffected(last, (entry) => isHidden(entry, section));
    const statement = section.statements.findLast(({ entries }) =>
      [...entries.values()].some((entry) => sets(entry, "search_path")),
    );
    if (found === undefined || statement === undefined) return [];
    return [{ message: "hides", statement, majors: found.majors, data: { tool: tool.label, table } }];
  },
  examples: [],
});

/** SET LOCAL counts where the tool's own statement is in the transaction of the migration. */
function isHidden({ after }: TimelineEntry, { transaction }: AnalysedSection): boolean {
  const inside = transaction === "single" || transaction === "all-pending";
  const local = inside ? after.get("localSetting", "search_path") : undefined;
  const path = local ?? after.get("setting", "search_path");
  return path !== undefined && !effectivePath(after, path).includes("public");
}
