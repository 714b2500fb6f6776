import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Finding } from "../../server/src/analysis/analysis.ts";
import { isMajor, type Major } from "../../server/src/interpret/target.ts";
import type { TransactionMode } from "../../server/src/formats/format.ts";
import { analyseScripts, asking } from "../support/analyse.ts";

/*
 * The hazards of `hazards/*.sql`, each with a schema, migrations that must be told of, and harmless neighbours:
 *
 *     -- hazard 4: ADD COLUMN with a volatile default
 *     CREATE TABLE t (id bigint PRIMARY KEY);
 *     -- bad: rewrites-table | words of the message | more of them
 *     ALTER TABLE t ADD COLUMN c uuid DEFAULT gen_random_uuid();
 *     -- fine: rewrites-table, another-rule
 *     ALTER TABLE t ADD COLUMN c text;
 *
 * `(autocommit)` says how the file is sent, `on 17, 18` on which majors.
 */

export interface HazardCase {
  readonly hazard: number;
  readonly title: string;
  readonly before: string;
  readonly sql: string;
  readonly mode: TransactionMode;
  readonly majors: readonly Major[];
  /** Whether one of `rules` must be said, in a message that has these words; else none of them may be. */
  readonly bad: boolean;
  readonly rules: readonly string[];
  readonly words: readonly string[];
}

const folder = fileURLToPath(new URL("hazards/", import.meta.url));
const heading = /^-- hazard (\d+): (.+)$/u;
const marker =
  /^-- (?<kind>bad|fine)(?: \((?<mode>[\w-]+)\))?(?: on (?<majors>[\d, ]+))?: (?<rules>[^|]+)(?<words>\|.*)?$/u;
const modes: readonly TransactionMode[] = ["single", "implicit", "autocommit", "pipeline", "all-pending"];

export function readHazards(): readonly HazardCase[] {
  return readdirSync(folder).flatMap((name) => casesOf(readFileSync(folder + name, "utf8")));
}

function casesOf(text: string): readonly HazardCase[] {
  const found: { hazard: number; title: string; before: string; cases: HazardCase[] }[] = [];
  for (const line of text.split("\n")) {
    const [, number, title = ""] = heading.exec(line) ?? [];
    const last = found.at(-1);
    const { groups } = marker.exec(line) ?? {};
    if (number !== undefined) found.push({ hazard: Number(number), title, before: "", cases: [] });
    else if (last === undefined) continue;
    else if (groups !== undefined) last.cases.push(caseOf(groups, last));
    else if (last.cases.length === 0) last.before += `${line}\n`;
    else last.cases.push(...last.cases.splice(-1).map((one) => ({ ...one, sql: `${one.sql}${line}\n` })));
  }
  return found.flatMap(({ cases }) => cases);
}

function caseOf(
  groups: Readonly<Record<string, string | undefined>>,
  { hazard, title, before }: { readonly hazard: number; readonly title: string; readonly before: string },
): HazardCase {
  return {
    ...{ hazard, title, before, sql: "" },
    mode: modes.find((mode) => mode === groups["mode"]) ?? "single",
    majors: majorsOf(groups["majors"] ?? (before.includes("-- only on 18") ? "18" : "14, 18")),
    bad: groups["kind"] === "bad",
    rules: listOf(groups["rules"] ?? "", ","),
    words: listOf(groups["words"] ?? "", "|"),
  };
}

function majorsOf(list: string): readonly Major[] {
  return listOf(list, ",").map(Number).filter(isMajor);
}

function listOf(list: string, separator: string): readonly string[] {
  return list
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** All that is found in the case's migration, on any of its majors. */
export async function findingsOf({
  before,
  sql,
  mode,
  majors,
  rules,
}: HazardCase): Promise<readonly Finding[]> {
  const { migrations } = await analyseScripts(
    [
      { sql: before, down: "" },
      { sql, down: "", transaction: mode },
    ],
    { ...asking(rules), majors },
  );
  const last = migrations.at(-1);
  return [
    ...(last?.findings ?? []),
    ...(last?.sections ?? []).flatMap(({ statements }) => statements.flatMap(({ findings }) => findings)),
  ];
}
