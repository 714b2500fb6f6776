import type { Node } from "@pgsql/types";

/*
 * What a DO block, a function or a procedure runs: read once, kept with the routine, and interpreted whenever it is
 * called.
 */

/** A statement in a body, or one that a body puts together. */
export interface InnerStatement {
  readonly node: Node;
  /** What it runs in turn, where it is a DO block or creates a routine. */
  readonly body: Body | undefined;
  /** By itself, with locations in its own text; absent where it has none, as in an SQL-standard body. */
  readonly statement?: StatementByItself | undefined;
}

/** As any statement that could be read (`Statement`). */
export interface StatementByItself {
  readonly text: string;
  readonly masked: string;
  readonly kind: string;
  readonly node: Node;
  readonly problem: undefined;
  readonly body?: Body;
}

/** Statements, or why there are none, as a clause: "syntax error at …". */
export type Inner =
  | { readonly ok: true; readonly statements: readonly InnerStatement[] }
  | { readonly ok: false; readonly reason: string };

/** SQL text of a body; it is parsed when it is first asked for. */
export interface InnerSql {
  readonly text: string;
  /** The line of the body on which its step stands, from 1; undefined where that is not known. */
  readonly line?: number | undefined;
  read(): Inner;
}

export type Body = SqlBody | Program;

/** The body of an SQL function, given as a string. */
export interface SqlBody {
  readonly language: "sql";
  readonly sql: InnerSql;
}

/** A PL/pgSQL body. */
export interface Program {
  readonly language: "plpgsql";
  /** By number; parameters come first. */
  readonly variables: readonly Variable[];
  /** Undefined where PL/pgSQL's own grammar refuses the body. */
  readonly block: Block | undefined;
  readonly problem: string | undefined;
  /** Reads a text that EXECUTE is given. */
  read(text: string): Inner;
}

export interface Variable {
  readonly name: string;
  /** As it is written, e.g. `text[]`; "" for records. */
  readonly type: string;
  readonly initial: InnerSql | undefined;
  /** The variables that INTO lists, by their numbers, where this stands for such a list. */
  readonly parts: readonly number[] | undefined;
  /** The record of which it is a field. */
  readonly record: number | undefined;
}

export interface Block {
  readonly kind: "block";
  /** Variables that are set again whenever the block is entered. */
  readonly declared: readonly number[];
  readonly steps: readonly ProgramStep[];
  /** Undefined without an EXCEPTION clause. */
  readonly handlers: readonly Handler[] | undefined;
  readonly label: string | undefined;
}

export interface Handler {
  /** Names of conditions, or SQLSTATEs. */
  readonly conditions: readonly string[];
  readonly steps: readonly ProgramStep[];
}

/** One arm of IF or CASE. */
export interface Arm {
  readonly condition: InnerSql;
  readonly steps: readonly ProgramStep[];
}

export interface Loop {
  readonly label: string | undefined;
  readonly steps: readonly ProgramStep[];
}

export type ProgramStep =
  | Block
  | { readonly kind: "sql"; readonly sql: InnerSql; readonly into: number | undefined }
  | { readonly kind: "execute"; readonly text: InnerSql; readonly into: number | undefined }
  | { readonly kind: "evaluate"; readonly sql: InnerSql }
  | { readonly kind: "assign"; readonly variable: number; readonly value: InnerSql; readonly whole: boolean }
  | { readonly kind: "forget"; readonly variables: readonly number[] }
  | {
      readonly kind: "if";
      readonly subject: { readonly variable: number; readonly value: InnerSql } | undefined;
      readonly arms: readonly Arm[];
      /** Undefined without ELSE; CASE then fails. */
      readonly otherwise: readonly ProgramStep[] | undefined;
      readonly isCase: boolean;
    }
  | (Loop & { readonly kind: "loop" })
  | (Loop & { readonly kind: "while"; readonly condition: InnerSql })
  | (Loop & {
      readonly kind: "for-integers";
      readonly variable: string;
      readonly from: InnerSql;
      readonly to: InnerSql;
      readonly by: InnerSql | undefined;
      readonly reverse: boolean;
    })
  | (Loop & { readonly kind: "for-array"; readonly variable: number; readonly array: InnerSql })
  | (Loop & {
      readonly kind: "for-query";
      /** Undefined for a cursor's rows. */
      readonly variables: readonly string[];
      readonly query: InnerSql | undefined;
      /** The query is an expression that gives its text. */
      readonly dynamic: boolean;
    })
  | {
      readonly kind: "exit";
      readonly isContinue: boolean;
      readonly label: string | undefined;
      readonly condition: InnerSql | undefined;
    }
  | { readonly kind: "return"; readonly value: InnerSql | undefined; readonly variable: number | undefined }
  | {
      readonly kind: "raise";
      readonly isError: boolean;
      readonly condition: string | undefined;
      readonly message: string | undefined;
      readonly values: readonly InnerSql[];
      readonly sqlstate: InnerSql | undefined;
    }
  | { readonly kind: "assert"; readonly condition: InnerSql }
  | { readonly kind: "commit" | "rollback" };
