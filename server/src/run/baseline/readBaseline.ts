import { Catalog } from "../../catalog/catalog.ts";
import { doubtsOf } from "../../interpret/openWorld/uncertainNames.ts";
import { interpret, type Outcome } from "../../interpret/interpret.ts";
import type { Major } from "../../interpret/target.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { readStatements, StatementCache } from "../../sql/parse.ts";
import type { PlacedStatement } from "../../sql/statement.ts";
import { foldSection } from "../../timeline/timeline.ts";
import { refused, type ReadBaseline } from "./outcome.ts";
import { isSnapshot, readSnapshot } from "./snapshot.ts";

/**
 * Reads a baseline: a dump of a schema (`pg_dump -s`, `structure.sql`, the SQL of `prisma migrate diff`), psql's own
 * commands and rows of data passed over, or a snapshot that `lockkeeper snapshot` wrote. Pure; never throws.
 */
export function readBaseline(text: string, majors: readonly Major[], grammar: Grammar): ReadBaseline {
  const plain = text.replace(/^\uFEFF/u, "");
  if (isSnapshot(plain)) return readSnapshot(plain, majors, grammar);
  if (plain.startsWith("PGDMP"))
    return refused("this is pg_dump's own format; write plain SQL with `pg_dump --schema-only`");
  const span = { start: 0, end: plain.length };
  const { statements, problems } = readStatements(plain, span, grammar, new StatementCache());
  // Long statements hold rows, which do not matter here.
  const problem = problems.find(({ code }) => code !== "statement-too-long");
  if (problem !== undefined)
    return { ok: false, problem: { ...problem, message: problem.message.replace(/\.$/u, "") } };
  if (statements.length === 0) return refused("there is no SQL statement in it");
  return { ok: true, catalogs: new Map(majors.map((major) => [major, fold(statements, major)])) };
}

/**
 * What a dump needs and does not make, such as the types of an extension that is not known, is assumed. It ran
 * somewhere: what is missing for a statement that does not run here, and all that such a statement names, is in doubt,
 * so that nothing is predicted to fail for want of it.
 */
function fold(placed: readonly PlacedStatement[], major: Major): Catalog {
  const { end, entries } = foldSection(Catalog.empty, {
    mode: "autocommit",
    statements: placed.map(({ statement }) => statement),
    major,
    timeZone: "UTC",
    splits: true,
    endsSession: true,
  });
  const doubts = entries.flatMap(({ before, statement, outcome }) => {
    if (isFailure(outcome)) return doubtsOf(statement.text);
    const alone = interpret(before, statement, { major, inTransaction: false, timeZone: "UTC" });
    return isFailure(alone) ? doubtsOf(missedIn(alone.effects.fails?.message ?? "")) : [];
  });
  const doubted = end.apply(doubts);
  // The schemas that things are in are no doubtful names, though every line has them.
  return doubted.apply(
    [...doubted.all("schema").keys()].map((key) => ({ collection: "uncertainName", key, value: undefined })),
  );
}

/** The names in a message of the server: quoted, but for those of functions. */
function missedIn(message: string): string {
  return (message.match(/"[^"]+"|(?<=^function )[^\s(]+/gu) ?? []).join(" ");
}

function isFailure({ effects }: Outcome): boolean {
  return effects.fails?.when === "always";
}
