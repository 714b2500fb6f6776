import type { Destruction, Effects, RelationName, Wait, Work } from "../interpret/effects.ts";
import type { Statistics, TableSize } from "../timeline/statistics.ts";
import type { TimelineEntry } from "../timeline/timeline.ts";
import { breakageWords } from "./breakageWords.ts";
import { blockedBy } from "./lockWords.ts";

/** One line of what a statement does: `topic` groups lines, `subject` is what it is about. */
export interface Fact {
  readonly topic:
    "Fails" | "Locks" | "Held from before" | "Work" | "Waits for" | "Breaks" | "Destroys" | "Spared";
  /** A name in Markdown, or empty. */
  readonly subject: string;
  readonly text: string;
}

/** What one statement does on one server version, in words. */
export function factsOf(entry: TimelineEntry, statistics: Statistics): readonly Fact[] {
  const { effects, held } = entry;
  return [
    ...failure(effects),
    ...effects.locks.map(({ relation, mode }) =>
      fact("Locks", code(relation.name), `**${mode}**: ${blockedBy(mode)}`),
    ),
    ...effects.work.map((work) => fact("Work", code(work.relation.name), workWords(work, statistics))),
    ...effects.waits.map((wait) => fact("Waits for", "", waitWords(wait))),
    ...held.map(({ relation, mode }) =>
      fact(
        "Held from before",
        code(relation.name),
        `**${mode}**: ${blockedBy(mode)} until the transaction ends`,
      ),
    ),
    ...effects.breaks.map((breakage) => fact("Breaks", "", breakageWords(breakage))),
    ...effects.destroys.map((destruction) => fact("Destroys", "", destructionWords(destruction))),
    ...effects.spared.map((reason) => fact("Spared", "", reason)),
  ];
}

function fact(topic: Fact["topic"], subject: string, text: string): Fact {
  return { topic, subject, text };
}

const failureTimes = {
  always: "",
  "if-rows": " as soon as the table holds any row",
  "if-violated": " where rows are in the way",
} as const;

function failure({ fails }: Effects): readonly Fact[] {
  if (fails === undefined) return [];
  const when = failureTimes[fails.when];
  return [fact("Fails", "", `with ${code(fails.sqlstate)}${when}: ${escape(fails.message)}`)];
}

const workNames: Readonly<Record<Work["kind"], string>> = {
  rewrite: "all rows are written anew, and its indexes rebuilt",
  scan: "every row is read and checked",
  "index-build": "an index is built from all rows",
  "foreign-key-check": "every row is looked up in the referenced table",
};

function workWords({ relation, kind }: Work, statistics: Statistics): string {
  return `${workNames[kind]}; this grows with the table (${sizeWords(statistics.get(relation.name))})`;
}

function sizeWords(size: TableSize | undefined): string {
  if (size === undefined) return "its size is unknown";
  return `${rounded(size.rows)} rows, ${bytesWords(size.bytes)}`;
}

function bytesWords(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${rounded(bytes / 1000 ** power)} ${units[power] ?? "B"}`;
}

function rounded(value: number): string {
  return value >= 1_000_000 ? `${(value / 1_000_000).toFixed(1)} million` : String(Math.round(value));
}

function waitWords({ code: what, relation }: Wait): string {
  const of = relation === undefined ? "" : ` of ${code(relation.name)}`;
  switch (what) {
    case "old-snapshots":
      return "every transaction whose snapshot is older, on any table of the database";
    case "all-users-of-relation":
      return `all transactions that use it${of}`;
    case "writers-of-relation":
      return `all transactions that write${of}`;
    case "sequence-users":
      return `transactions that draw from the sequence${of}`;
    default:
      return what satisfies never;
  }
}

function destructionWords({ code: what, name, implied, loses }: Destruction): string {
  const how = implied ? ", which goes with it unasked" : "";
  const loss = loses === "data" ? "; the data is lost for good" : "";
  return `${what === "rows" ? "rows of" : what} ${code(name)}${how}${loss}`;
}

/** A name as Markdown code, whatever it contains. */
export function code(name: string): string {
  const ticks = name.includes("`") ? "``" : "`";
  return `${ticks}${name}${ticks}`;
}

/** Plain text inside Markdown. */
export function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
}

/** A relation's name as it is said in short: without `public.`. */
export function shortName({ name }: RelationName): string {
  return name.replace(/^public\./, "");
}
