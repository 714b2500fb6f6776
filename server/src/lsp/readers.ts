import type { CancellationToken } from "vscode-languageserver-protocol";
import { answer } from "./answer.ts";
import { codeLenses } from "./codeLens.ts";
import type { Context } from "./context.ts";
import { documentSymbols, flatSymbols } from "./documentSymbols.ts";
import type { FileView } from "./fileView.ts";
import { foldingRanges } from "./foldingRanges.ts";
import { hover } from "./hover.ts";

/** The features that only read a file's view: hover, lenses, symbols, folding. */
export function registerReaders(context: Context): void {
  const { connection, client } = context;
  connection.onHover(reader(context, "Hover", null, (view, { position }) => hover(view, position, client)));
  connection.onCodeLens(
    reader(context, "Code lens", null, (view) => (context.settings().codeLens ? codeLenses(view) : [])),
  );
  connection.onDocumentSymbol(
    reader(context, "Symbols", null, (view) =>
      client.symbolTree ? documentSymbols(view) : flatSymbols(view),
    ),
  );
  connection.onFoldingRanges(reader(context, "Folding", null, foldingRanges));
}

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

function reader<P extends DocumentParams, R>(
  { connection, workspace }: Context,
  name: string,
  fallback: R,
  read: (view: FileView, params: P) => R,
): (params: P, token: CancellationToken) => Promise<R> {
  return answer(connection, name, fallback, async (params: P) => {
    const view = (await workspace).view(params.textDocument.uri);
    return view === undefined ? fallback : read(view, params);
  });
}
