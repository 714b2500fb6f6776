import type { Node, RangeVar } from "@pgsql/types";
import type { Body } from "./program.ts";
import type { Span, SqlProblem } from "./span.ts";

/**
 * What one statement's text says, without its position: statements are cached by text, so an edit above one
 * leaves it untouched. All spans in it are UTF-16 offsets from the statement's own first character.
 */
export interface Statement {
  /** The user's own text, without the terminating semicolon and without leading or trailing comments. */
  readonly text: string;
  /** The same text with template placeholders masked at the same length; this is what the grammar read. */
  readonly masked: string;
  /** The grammar's node name, e.g. `AlterTableStmt`; `unparsed` where the grammar refused the text. */
  readonly kind: string;
  /** PostgreSQL's own parse tree (PostgreSQL 18 grammar); undefined where the grammar refused the text. */
  readonly node: Node | undefined;
  /** Why the grammar refused the text, located as closely as the grammar can. */
  readonly problem: SqlProblem | undefined;
  /** What of it only a later major reads, where that is why the grammar refused it. */
  readonly later?: LaterSyntax;
  /** What a DO block or a routine in PL/pgSQL or SQL runs; absent for other statements and languages. */
  readonly body?: Body;
  /**
   * While the text is being typed and cannot be read: the statements that stood here when it could be, none where
   * nothing did. What follows goes on from them. Absent where what stood here is not known.
   */
  readonly instead?: readonly Statement[];
}

/** A statement where it stands in a document. */
export interface PlacedStatement {
  readonly statement: Statement;
  /** In the document, UTF-16; `end` is exclusive and does not include the semicolon. */
  readonly span: Span;
}

/** REPACK as it is written (PostgreSQL 19 documentation, REPACK). */
export interface Repack {
  /** Absent for all tables. */
  readonly relation?: RangeVar;
  /** USING INDEX; without a name, the index that the table was clustered on last. */
  readonly index?: { readonly name?: string };
  readonly concurrently: boolean;
  readonly analyze: boolean;
}

/** Syntax that the grammar of 18 does not read and that of a later major does. */
export interface LaterSyntax {
  readonly since: 19;
  /** In the words of the documentation, e.g. `GROUP BY ALL`. */
  readonly what: string;
  /** Where the older grammars stop. */
  readonly span: Span;
  readonly repack?: Repack;
}
