/** A half-open range of UTF-16 code units, as the editor counts them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Moves a span by `offset` UTF-16 code units, e.g. from its statement into its document. */
export function shift(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}

/** Something wrong with the text, said in the words of the user and located. */
export interface SqlProblem {
  /** Stable kebab-case code, e.g. `syntax-error`, `unterminated-dollar-quote`. */
  readonly code: string;
  readonly message: string;
  readonly span: Span;
}
