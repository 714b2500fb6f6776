import { FoldingRangeKind, type FoldingRange } from "vscode-languageserver-protocol";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { Lexer } from "../../sql/lexer.ts";
import type { Span } from "../../sql/span.ts";
import { defineFeature, reader } from "./feature.ts";
import { statementsOf, type FileView } from "../fileView.ts";

/** `textDocument/foldingRange`. */
export const foldingRangesFeature = defineFeature({
  capabilities: () => ({ foldingRangeProvider: true }),
  register: (context) => {
    context.connection.onFoldingRanges(reader(context, "Folding", null, foldingRanges));
  },
});

/** Sections, statements of several lines, and blocks of comments between statements. */
function foldingRanges(view: FileView): FoldingRange[] {
  const { document } = view;
  const statements = statementsOf(view).map(({ statement }) => statement.span);
  return [
    ...view.sections.flatMap(({ section }) => fold(document, section.span, FoldingRangeKind.Region)),
    ...statements.flatMap((span) => fold(document, span)),
    ...commentBlocks(document, statements),
  ];
}

function fold(document: TextDocument, span: Span, kind?: FoldingRangeKind): FoldingRange[] {
  const startLine = document.positionAt(span.start).line;
  const endLine = document.positionAt(span.end).line;
  return endLine > startLine ? [{ startLine, endLine, ...(kind === undefined ? {} : { kind }) }] : [];
}

/** Comments on neighbouring lines fold together. Those within statements fold with their statement. */
function commentBlocks(document: TextDocument, statements: readonly Span[]): FoldingRange[] {
  const text = document.getText();
  return gapsBetween(statements, text.length).flatMap((gap) =>
    blocksIn(document, gap).flatMap((span) => fold(document, span, FoldingRangeKind.Comment)),
  );
}

function blocksIn(document: TextDocument, gap: Span): readonly Span[] {
  const blocks: Span[] = [];
  for (const comment of commentsIn(document.getText(), gap)) {
    const last = blocks.at(-1);
    const line = document.positionAt(comment.start).line;
    if (last !== undefined && document.positionAt(last.end).line + 1 >= line) {
      blocks[blocks.length - 1] = { start: last.start, end: comment.end };
    } else blocks.push(comment);
  }
  return blocks;
}

function gapsBetween(statements: readonly Span[], length: number): readonly Span[] {
  const starts = [0, ...statements.map(({ end }) => end)];
  return starts.map((start, index) => ({ start, end: statements[index]?.start ?? length }));
}

function* commentsIn(text: string, { start, end }: Span): Generator<Span> {
  const lexer = new Lexer(text, start, end);
  while (lexer.next()) {
    if (lexer.kind === "line-comment" || lexer.kind === "block-comment")
      yield { start: lexer.start, end: lexer.end };
  }
}
