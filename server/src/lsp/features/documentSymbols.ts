import {
  SymbolKind,
  type DocumentSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
} from "vscode-languageserver-protocol";
import type { StatementAnalysis } from "../../analysis/analysis.ts";
import { rangeOf, type FileView, type ViewedSection } from "../fileView.ts";
import { defineFeature, reader } from "./feature.ts";
import { labelOf } from "../label.ts";

/** `textDocument/documentSymbol`. */
export const documentSymbolsFeature = defineFeature({
  capabilities: () => ({ documentSymbolProvider: true }),
  register: (context) => {
    const symbols = context.client.symbolTree ? documentSymbols : flatSymbols;
    context.connection.onDocumentSymbol(
      reader<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[] | null>(
        context,
        "Symbols",
        null,
        symbols,
      ),
    );
  },
});

/** The outline: sections, and in them the statements. */
function documentSymbols(view: FileView): DocumentSymbol[] {
  return view.sections.map((each) => sectionSymbol(view, each));
}

/** The same for clients that know no tree. */
function flatSymbols(view: FileView): SymbolInformation[] {
  return documentSymbols(view).flatMap((section) => [
    { name: section.name, kind: section.kind, location: { uri: view.uri, range: section.range } },
    ...(section.children ?? []).map(({ name, kind, range }) => ({
      name,
      kind,
      location: { uri: view.uri, range },
      containerName: section.name,
    })),
  ]);
}

function sectionSymbol(view: FileView, { section }: ViewedSection): DocumentSymbol {
  const range = rangeOf(view.document, section.span);
  return {
    name: section.direction,
    detail: `risk ${section.risk}`,
    kind: SymbolKind.Namespace,
    range,
    selectionRange: { start: range.start, end: range.start },
    children: section.statements.map((statement) => statementSymbol(view, statement)),
  };
}

function statementSymbol(view: FileView, statement: StatementAnalysis): DocumentSymbol {
  const range = rangeOf(view.document, statement.span);
  const label = labelOf(statement.statement.text);
  return {
    // An empty name makes VS Code refuse the whole outline.
    name: label === "" ? statement.statement.kind : label,
    detail: statement.notAnalysed === undefined ? statement.risk : "not analysed",
    kind: symbolKind(statement.statement.kind),
    range,
    selectionRange: range,
  };
}

function symbolKind(kind: string): SymbolKind {
  switch (kind) {
    case "CreateStmt":
    case "CreateTableAsStmt":
      return SymbolKind.Class;
    case "IndexStmt":
      return SymbolKind.Key;
    case "CreateFunctionStmt":
    case "DoStmt":
      return SymbolKind.Function;
    case "CreateEnumStmt":
      return SymbolKind.Enum;
    case "ViewStmt":
      return SymbolKind.Interface;
    case "CreateTrigStmt":
      return SymbolKind.Event;
    case "InsertStmt":
    case "UpdateStmt":
    case "DeleteStmt":
    case "MergeStmt":
      return SymbolKind.Array;
    default:
      return SymbolKind.Field;
  }
}
