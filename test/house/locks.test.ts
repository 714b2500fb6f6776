import { describe, expect, it } from "vitest";
import { readKnowledge, type Documented } from "../../scripts/locks/documented.mts";
import type { Row } from "../../scripts/locks/row.mts";
import { subcommands } from "../../server/src/interpret/alterTable/subcommands.ts";
import { families } from "../../server/src/interpret/families.ts";
import { notAnalysed } from "../oracle/notAnalysed.ts";
import { readRecord } from "../oracle/record.ts";

/*
 * `docs/locks.md` has a row for whatever the interpreter knows, and no row says what no server did. The record of the
 * oracle also holds every prediction against all five majors here, where no server is at hand.
 */

/** What no server of the oracle can run. */
const without: ReadonlySet<string> = new Set([
  // It needs a label provider, which PostgreSQL itself does not bring.
  "SecLabelStmt",
]);

const knowledge = await readKnowledge();
const record = readRecord();
const again = "run `npm run oracle -- --record`, then `npm run generate`";

describe("docs/locks.md", () => {
  const forms = new Set(knowledge.documented.flatMap((row) => row.forms));

  it("has a row for every kind of statement that is interpreted", () => {
    const shown = new Set([...forms].map((form) => form.split(" ")[0]));
    const kinds = families.map(({ kind }) => kind);
    const wanted = [...kinds, "CreateSchemaStmt"].filter((kind) => !without.has(kind));
    expect(wanted.filter((kind) => !shown.has(kind))).toEqual([]);
  });

  it("has a row for every subcommand of ALTER TABLE", () => {
    const missing = Object.keys(subcommands).filter((name) => !forms.has(`AlterTableStmt ${name}`));
    expect(missing).toEqual([]);
  });

  it("says only what servers of all its versions were seen to do", () => {
    const unproven = knowledge.documented.filter(
      (row) =>
        row.unverified.length > 0 && [...row.rows.values()].every(({ unknown }) => unknown === undefined),
    );
    expect(unproven.map(nameOf), again).toEqual([]);
  });

  it("shows statements that succeeded, unless they cannot", () => {
    const failed = knowledge.documented.filter(({ one, rows }) =>
      [...(record(one) ?? [])].some(
        ([major, lines]) => lines[0]?.startsWith("error ") === true && succeeds(rows.get(major)),
      ),
    );
    expect(failed.map(nameOf)).toEqual([]);
  });

  it("calls no two rows of a section alike", () => {
    const titles = knowledge.documented.map(({ section, title }) => `${section}: ${title}`);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});

describe("what the interpreter gives up on", () => {
  it("is what test/oracle/notAnalysed.ts lists", () => {
    const givenUp = knowledge.cases.filter(({ analysed }) => !analysed).map(nameOf);
    const expected = notAnalysed.map(({ family, name }) => `${family}.sql: ${name}`);
    expect(givenUp.sort()).toEqual(expected.sort());
  });
});

describe("the record of the oracle", () => {
  it("agrees with every prediction", () => {
    const differing = knowledge.cases.filter(
      ({ one, analysed, unverified }) =>
        analysed && unverified.some((major) => record(one)?.has(major) === true),
    );
    expect(differing.map(nameOf), "servers were seen to do something else").toEqual([]);
  });
});

function nameOf({ one }: Pick<Documented, "one">): string {
  return `${one.family}.sql: ${one.name}`;
}

/** Refusals of a transaction are shown too, with what the statement does outside of one. */
function succeeds(row: Row | undefined): boolean {
  return (
    row !== undefined &&
    row.fails === undefined &&
    row.unknown === undefined &&
    !row.notes.includes("**not in a transaction**")
  );
}
