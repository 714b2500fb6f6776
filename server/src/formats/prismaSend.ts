import { LineIndex } from "../sql/offsets.ts";
import type { Span } from "../sql/span.ts";
import { split, type Piece } from "../sql/split.ts";
import type { Section, Surroundings } from "./format.ts";
import type { PrismaVersion } from "./prismaVersion.ts";

/**
 * How Prisma sends a script. From 7.4 on statement by statement, each its own transaction, where sqlparser reads the
 * whole of it (prisma-engines pull requests 5767 and 5799, `split_script_into_statements`); else, and before 7.4, as
 * one simple query.
 */
export function prismaSend(
  text: string,
  span: Span,
  version: PrismaVersion,
  around: Surroundings,
): Pick<Section, "transaction" | "splits" | "because"> {
  const asOne = (because: string) => ({ transaction: "implicit", splits: false, because }) as const;
  if (!version.splits) return asOne(`${version.label} does not split files`);
  if (around.sqlparserReads === undefined)
    return asOne("the parser with which Prisma splits files is not at hand");
  const unread = firstUnread(text, span, (sql) => around.sqlparserReads?.(sql) === true);
  return unread === undefined
    ? { transaction: "autocommit", splits: true, because: `${version.label} splits files` }
    : asOne(`${version.label} splits only files that its parser reads, and it does not read ${unread}`);
}

/** The first statement that sqlparser does not read, in words; undefined where it reads the whole script. */
function firstUnread(text: string, span: Span, reads: (sql: string) => boolean): string | undefined {
  const { pieces } = split(text, span);
  // What is more than statements (the data of a COPY, psql commands) sqlparser cuts up in its own way.
  const isPlain = pieces.every(({ kind, copies }) => kind === "statement" && !copies);
  if (!isPlain) return reads(text.slice(span.start, span.end)) ? undefined : "all of this one";
  // Statements are read one after the other with a semicolon between, so a script is read where each of them is.
  const unread = pieces.find((piece) => !reads(text.slice(piece.span.start, piece.span.end)));
  return unread === undefined ? undefined : place(text, unread);
}

function place(text: string, { span }: Piece): string {
  const words = text
    .slice(span.start, Math.min(span.end, span.start + 80))
    .split(/\s+/)
    .slice(0, 4);
  const line = new LineIndex(text).position(span.start).line + 1;
  return `\`${words.join(" ")} …\` in line ${line}`;
}
