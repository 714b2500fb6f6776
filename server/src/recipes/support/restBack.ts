import type { AlterTableCmd } from "@pgsql/types";
import type { Section } from "../../formats/format.ts";
import type { AnalysedSection, AnalysedStatement } from "../../rules/rule.ts";
import { ident, sql } from "../../sql/fragment.ts";
import type { Catalogs } from "../history.ts";
import { verifyInverse } from "../inverse/verifyInverse.ts";
import type { Refusal } from "../recipe.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { endOf, undoing, type CutBack } from "./cutBack.ts";
import { unmarked } from "./marks.ts";
import { nameOfRelation } from "./subject.ts";

/**
 * The part of the down that undoes a statement and all behind it. Where a later part of it undoes NOT NULL by the
 * way, as dropping the column does, that is written out, so that the division comes to what there was in between.
 */
export function restBack(
  down: AnalysedSection,
  next: AnalysedStatement,
  input: RewriteInput,
): CutBack | Refusal {
  if (down.statements.length === 0) return { text: "", edits: [] };
  const found = undoing(down, { ...input, facts: { ...input.facts, statement: next } });
  if (!("refused" in found)) return found;
  return withNotNull(down, next, input) ?? found;
}

function withNotNull(
  down: AnalysedSection,
  next: AnalysedStatement,
  input: RewriteInput,
): CutBack | undefined {
  const rest = input.facts.section.statements.filter(({ span }) => span.start >= next.span.start);
  const drops = rest.flatMap((each) => droppingNotNull(each, input));
  if (drops.length === 0) return undefined;
  const { lockTimeout } = input.facts;
  const local = down.transaction === "autocommit" ? "" : "LOCAL ";
  const limit = /^0\D*$/.test(lockTimeout) ? [] : [`SET ${local}lock_timeout = '${lockTimeout}';`];
  const content = input.text(down.path);
  const { start } = down.span;
  for (const end of [start, ...down.statements.map((each) => endOf(content, each))]) {
    const first = unmarked(content.slice(start, end));
    const text = [...(first.trim() === "" ? [] : [first]), ...limit, ...drops].join("\n");
    if (comesTo(catalogsAt(next, "before"), catalogsAt(rest.at(-1), "after"), text, down, input))
      return { text, edits: end === start ? [] : [{ path: down.path, span: { start, end }, newText: "" }] };
  }
  return undefined;
}

/** Statements that take back each SET NOT NULL of one. */
function droppingNotNull(
  { statement: { node } }: AnalysedStatement,
  { facts }: RewriteInput,
): readonly string[] {
  if (node === undefined || !("AlterTableStmt" in node)) return [];
  const { relation, cmds = [] } = node.AlterTableStmt;
  if (relation === undefined) return [];
  const commands = cmds.flatMap((each): AlterTableCmd[] =>
    "AlterTableCmd" in each ? [each.AlterTableCmd] : [],
  );
  return commands
    .filter(({ subtype }) => subtype === "AT_SetNotNull")
    .map(
      ({ name = "" }) =>
        `${sql`ALTER TABLE ${nameOfRelation(facts, relation)} ALTER COLUMN ${ident(name)} DROP NOT NULL`.text};`,
    );
}

function comesTo(
  before: Catalogs,
  after: Catalogs,
  text: string,
  { path, transaction }: AnalysedSection,
  { facts, history }: RewriteInput,
): boolean {
  const span = { start: 0, end: text.length };
  const section: Section = { direction: "down", path, span, transaction, splits: false };
  const { failing, differences } = verifyInverse(section, text, { before, after }, history, facts.grammar);
  return failing.length === 0 && differences.length === 0;
}

function catalogsAt(statement: AnalysedStatement | undefined, side: "before" | "after"): Catalogs {
  return new Map([...(statement?.entries ?? [])].map(([major, entry]) => [major, entry[side]]));
}
