import { beforeAll, describe, expect, it } from "vitest";
import type { TimelineEntry } from "../../server/src/timeline/entry.ts";
import type { Major } from "../support/servers.ts";
import { readCases, type OracleCase } from "../oracle/cases.ts";
import { falseFailure, openHiddenPredictor, unsaidDangers } from "../oracle/hiddenSetup.ts";
import { openPredictor, type Predictor } from "../oracle/predict.ts";
import { readRecord, type Observed } from "../oracle/record.ts";

/*
 * Whoever opens one file has the statements and not the tables. Every case of the oracle is read so, and held against
 * what servers did with the tables there (`observed.json`): nothing that ran is predicted to fail, and every danger is
 * said, but for these.
 */

/** Dangers that cannot be told from the statement alone, by why. */
const untold: Readonly<Record<string, readonly string[]>> = {
  "what a function or procedure does that no migration creates": [
    "bodies: a function that does DDL",
    "bodies: a function that is given the name",
    "bodies: an sql function that writes",
    "bodies: an sql function in standard form",
    "bodies: functions that call functions",
    "bodies: a function in perform",
    "bodies: a function over the rows of a table",
    "bodies: call of a procedure",
    "bodies: call of an sql procedure",
    "bodies: call of a procedure in standard form",
    "bodies: a search path of the function's own",
    "procedures: call a procedure",
    "evaluated: the branch of CASE that is taken, and not the other",
    "evaluated: the ELSE of a CASE none of whose conditions holds",
    "evaluated: what stands to the right of a value in COALESCE",
    "evaluated: what stands to the right of a NULL in COALESCE",
    "evaluated: OR after what a function gives",
    "evaluated: OR in the condition of an IF",
    "evaluated: a function in a list of a query that finds a row of the catalog",
    "evaluated: a function in a query of which LIMIT leaves a row",
    "evaluated: a function in the condition of a join, and no rows",
    "evaluated: a function in ORDER BY, and no rows",
    "callsAndLoops: loops in calls in loops",
    "callsAndLoops: a function that is first called after more steps than are followed one by one",
    "callsAndLoops: a chain of twenty functions",
    "callsAndLoops: calls inside calls",
    "callsAndLoops: a function that calls itself",
    "callsAndLoops: functions that call each other",
    "callsAndLoops: a call that is given a variable",
    "callsAndLoops: a call of an sql function that is given a variable",
    "callsAndLoops: a call of a procedure that is given a variable",
    "callsAndLoops: a call for each row of a catalog",
    "callsAndLoops: a call in the condition of a query without rows of its own",
    "callsAndLoops: what a function returns that the second call could not",
    "callsAndLoops: a call of which the branch that is not taken would fail",
    "callsAndLoops: a parameter of the name of a column",
    "callsAndLoops: a function that calls itself as often as there are rows",
  ],
  "whether the table has a key by which a subscriber finds its rows": [
    "objects: create publication x for table p",
    "objects: create publication x for table parted",
    "partitionedEvents: detach a published partition",
  ],
  "what the rows of the catalog put into the text of EXECUTE": [
    "bodies: a loop over rows of the catalog",
    "bodies: a loop that drops constraints by the catalog",
    "bodies: a variable is set by a query on the catalog",
  ],
  "a table that passes for an index in ALTER INDEX … RENAME": ["rename: rename a table as an index"],
  "the relation behind a composite type, where the type may be any": [
    "rename: rename a composite type",
    "drop: drop type e (2)",
    "inheritance: owner of a composite type",
  ],
  "tables of a composite type, where the type may be any": ["dropType: drop type e cascade (3)"],
  "a domain that is NOT NULL": ["alterType: not null domain"],
  "which schema of the search path has a table": ["createTable: search path set"],
  "partitions and children that the statement does not name": [
    "advice: a foreign key on a partitioned table whose partitions have it, validated",
    "foreignKeysOfPartitions: a foreign key where a partition has the same one",
    "partitionedEvents: a foreign key that the partition has validated",
    "childConstraints: a foreign key that a partition has NOT VALID",
    "dropConstraint: a foreign key of a partitioned table made anew",
    "partitionProofs: a not-null constraint that children inherit from now on",
    "partitionTrees: add a not null column that a child has",
    "refusals: a new column that is not null and has a default reaches the child that has it",
    "concurrently: detach partition concurrently",
  ],
  "the other table of a foreign key over a column": ["columnType: 28 referencing column to bigint"],
  "rules and deferrable constraints of a table that is written to": [
    "viewsWritten: a rule with a condition that asks another table",
    "viewsWritten: on conflict do nothing beside a constraint that can be deferred, of no rows",
  ],
  "an index that takes the place of another: whose it was": [
    "dropConstraint: a primary key that takes the place of another of its name",
    "doBlocks: an index that takes the place of another in a body",
  ],
  "foreign keys and triggers of a table that is written to": [
    "deferredTriggers: an insert of no rows",
    "deferredTriggers: an update of the key referred to, that was null",
    "deferredTriggers: an upsert that only updates another column",
    "triggersFired: delete cascades, and a trigger there refreshes a materialized view",
  ],
  "a partitioned table that goes with its key": [
    "typeDependencies: a partition key's expression with CASCADE",
  ],
  "a generated column that went in silence with a type before 15": [
    "typeDependencies: a generated column",
    "typeDependencies: a function of a generated column",
  ],
  "foreign tables that go with their server": [
    "foreignServers: a server with a foreign table, CASCADE",
    "foreignServers: a wrapper with a server, CASCADE",
    "foreignServers: an extension with a server, CASCADE",
  ],
  "a key that a partition gets from its table": [
    "notNullNames: attach a partition with a not null to a table whose not null is not inherited",
  ],
  "all tables there are": [
    "objects: analyze",
    "objects: create publication x for all tables",
    "publications: publication of all tables",
    "publications: 130 publication of a schema",
  ],
  "a table that is called as the word in DROP OWNED": ["owners: drop what a role owns"],
  "the sequence of a column": ["queries: select setval(pg_get_serial_sequence(a, id), 10)"],
  "a view that goes with a key": [
    "views: drop a primary key that a materialized view groups by, with its view",
  ],
};

const excused = new Set(Object.values(untold).flat());
const majors = [14, 18] as const satisfies readonly Major[];
const record = readRecord();

function nameOf({ family, name }: OracleCase): string {
  return `${family}: ${name}`;
}

describe.each(majors)("the cases without their setup, PostgreSQL %i", (major) => {
  const recorded = readCases().flatMap((one): readonly (readonly [OracleCase, readonly string[]])[] => {
    const known: Observed | undefined = one.since > major ? undefined : record(one);
    const lines = known?.get(major);
    return lines === undefined ? [] : [[one, lines]];
  });
  const entries = new Map<OracleCase, TimelineEntry>();
  let closed: Predictor;

  beforeAll(async () => {
    const [predict, known] = await Promise.all([openHiddenPredictor(major), openPredictor(major)]);
    closed = known;
    for (const [one] of recorded) entries.set(one, predict(one));
  });

  function hidden(one: OracleCase): TimelineEntry {
    const entry = entries.get(one);
    if (entry === undefined) throw new Error(`${nameOf(one)} is not read.`);
    return entry;
  }

  it("has nearly all cases recorded", () => {
    expect(recorded.length).toBeGreaterThan(0.9 * readCases().filter(({ since }) => since <= major).length);
  });

  it("predicts no failure of what runs", () => {
    const wrong = recorded.flatMap(([one, lines]) => {
      const failure = falseFailure(hidden(one), lines);
      return failure === undefined ? [] : [`${nameOf(one)}: ${failure}`];
    });
    expect(wrong).toEqual([]);
  });

  it("says every danger that can be told", () => {
    const found = recorded.flatMap(([one, lines]) => {
      const dangers = unsaidDangers(one, hidden(one), closed(one), lines);
      return dangers.length === 0 ? [] : [{ name: nameOf(one), dangers }];
    });
    console.log(
      `PostgreSQL ${major}: ${recorded.length} cases without their setup, ${found.length} with dangers that are not told`,
    );
    expect(found.filter(({ name }) => !excused.has(name))).toEqual([]);
  });

  it("follows whatever can be read", () => {
    const left = recorded.flatMap(([one]) => {
      const { statement, outcome } = hidden(one);
      const isRead = statement.node !== undefined && outcome.notAnalysed !== undefined;
      return isRead ? [`${nameOf(one)}: ${outcome.notAnalysed}`] : [];
    });
    console.log(`PostgreSQL ${major}: ${left.length} cases without their setup are not analysed`);
    expect(left.filter((line) => !unread.test(line))).toEqual([]);
  });
});

/** The reasons for which a statement is not followed whatever is known of its tables. */
const unread = /its text is put together from|is not known here|is known to the server alone/;
