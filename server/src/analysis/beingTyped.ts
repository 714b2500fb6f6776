import { commonEnds } from "../sql/commonEnds.ts";
import type { Statements } from "../sql/parse.ts";
import type { PlacedStatement, Statement } from "../sql/statement.ts";

/**
 * The statements of an edited text, where those that the edit has broken remember what stood in their place: a letter
 * that is typed in front of CREATE TABLE must not put in doubt what all others say of that table until the statement is
 * finished.
 */
export function beingTyped(before: Statements, now: Statements): Statements {
  const { prefix, suffix } = commonEnds(
    before.statements,
    now.statements,
    (one, other) => one?.statement === other?.statement,
  );
  const old = before.statements.slice(prefix, before.statements.length - suffix);
  const fresh = now.statements.slice(prefix, now.statements.length - suffix);
  if (fresh.every(({ statement }) => isRead(statement))) return now;
  const instead = withStandIns(
    old.map(({ statement }) => statement),
    fresh,
  );
  const rest = now.statements.slice(now.statements.length - suffix);
  return { ...now, statements: [...now.statements.slice(0, prefix), ...instead, ...rest] };
}

function withStandIns(
  old: readonly Statement[],
  fresh: readonly PlacedStatement[],
): readonly PlacedStatement[] {
  const asBefore = fresh.map(({ statement, span }) => ({ statement: knownIn(old, statement), span }));
  const kept = new Set(asBefore.map(({ statement }) => statement));
  const gone = old.filter((statement) => !kept.has(statement));
  const at = asBefore.findLastIndex(({ statement }) => !isRead(statement) && !old.includes(statement));
  const instead = standInsOf(gone);
  if (instead === undefined) return asBefore;
  return asBefore.map((placed, index) =>
    index === at ? { statement: { ...placed.statement, instead }, span: placed.span } : placed,
  );
}

/** A broken statement that an edit beside it left alone keeps what it remembers. */
function knownIn(old: readonly Statement[], statement: Statement): Statement {
  if (isRead(statement)) return statement;
  return old.find(({ text, node }) => node === undefined && text === statement.text) ?? statement;
}

/** Undefined where one of them could not be read either, or decides about the transaction that the others are in. */
function standInsOf(gone: readonly Statement[]): readonly Statement[] | undefined {
  const found = gone.map((statement) => (isRead(statement) ? [statement] : statement.instead));
  const known = found.filter((each) => each !== undefined);
  if (known.length < found.length) return undefined;
  const all = known.flat();
  return all.some(({ kind }) => kind === "TransactionStmt") ? undefined : all;
}

function isRead({ node, later }: Statement): boolean {
  return node !== undefined || later !== undefined;
}
