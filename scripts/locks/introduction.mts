import { conflict, lockModes, type LockMode } from "../../server/src/interpret/locks.ts";
import { blocks } from "../../server/src/timeline/words/locks.ts";
import { majors as known, remarkOn } from "../../server/src/interpret/target.ts";
import { majorsWords } from "../../server/src/timeline/words/lists.ts";
import { majors } from "../../test/support/servers.ts";
import type { Knowledge } from "./documented.mts";
import { roughly } from "./roughly.mts";
import { sections } from "./sections.mts";

/** What must be said of a version, and those that are missing. */
function remarks(): string {
  const said = known.flatMap((major) => {
    const remark = remarkOn(major);
    return remark === undefined ? [] : [`PostgreSQL ${String(major)} is ${remark}`];
  });
  const isMissing = known.some((major) => !majors.some((one) => one === major));
  return `${said.join("; ")}${isMissing ? ", so that it is not in these tables" : ""}.`;
}

/** What stands above the tables: what the page is, how to read it, the lock modes. */
export function introduction({ cases, documented }: Knowledge): readonly string[] {
  const agreed = cases.reduce((sum, { verified }) => sum + verified.length, 0);
  const seen = cases.filter(({ verified }) => verified.length > 0).length;
  return [
    `Which PostgreSQL statement takes which lock on which relation, what waits meanwhile, what is done to the rows under the lock, and where PostgreSQL ${majorsWords(majors)} differ: ${String(documented.length)} forms of statements. ${remarks()}`,
    "## How this was found",
    [
      "Nothing here was copied from documentation.",
      "Lockkeeper interprets each statement over a model of the schema; the same statement was run on a real server of every version and observed: `pg_locks`, the storage of every relation, the server's own messages on rewriting, scanning, building indexes and checking foreign keys, and the error.",
      `*Verified on* names the versions on which the server did exactly what is said here, relation by relation. More than ${roughly(agreed, 100)} such runs of ${roughly(seen, 100)} cases agree; the cases are in [test/oracle/cases](../test/oracle/cases), what the servers did is in [test/oracle/observed.json](../test/oracle/observed.json), and \`npm run oracle -- --record\` runs all of it again.`,
    ].join("\n"),
    "## How to read it",
    [
      "- **Locks** are held until the transaction ends, not until the statement does. The ones on relations that the statement itself creates are left out: nobody waits for them. So are locks on indexes weaker than SHARE UPDATE EXCLUSIVE, which every query takes.",
      "- **Who waits meanwhile** says who waits while the lock is held, and behind it while it is only waited for: a statement that waits for ACCESS EXCLUSIVE behind one long query already stops every query that comes later. `lock_timeout` bounds that wait, and nothing else does. *DDL* is any other change of the same relation.",
      "- **Work while they are held** grows with the table; where there is none, the statement is brief once its locks are granted.",
      "- A statement can run in a transaction unless the remarks say **not in a transaction**.",
      "- Where versions differ, each says for itself: `14–16: …`.",
      "- In the statements, `t` is a table with several indexes and constraints, `child` references `parent` and `t`, `pt` is a partitioned table with the partitions `pt1` and `pt2`, `ptd` one with a default partition, `inhc` a child of `inh`, `v` a view and `mv` a materialized view of `t`, `sq` a sequence, `en` an enum, `dom` a domain, `comp` a composite type. The [schema](../test/oracle/schema.sql) has the rest.",
    ].join("\n"),
    "## The lock modes",
    "A plain SELECT takes ACCESS SHARE, `SELECT … FOR UPDATE` and the check of a foreign key ROW SHARE, a change of rows ROW EXCLUSIVE. ✗: one waits for the other.",
    modeTable(),
    "## Contents",
    sections.map(({ title }) => `- [${title}](#${anchor(title)})`).join("\n"),
  ];
}

function modeTable(): string {
  const row = (mode: LockMode) => [
    `**${mode}**`,
    ...lockModes.map((other) => (conflict(mode, other) ? "✗" : "")),
    blocks(mode),
  ];
  const head = ["", ...lockModes, "in words: it"];
  const lines = [head, head.map(() => "---"), ...lockModes.map(row)];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** As GitHub makes it from a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");
}
