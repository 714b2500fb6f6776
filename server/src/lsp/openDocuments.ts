import { fileURLToPath } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { TextDocumentContentChangeEvent } from "vscode-languageserver-protocol";

/** What tells documents apart: the path of a file, else the URI. Editors and Node encode URIs differently. */
export function documentKey(uri: string): string {
  return pathOf(uri) ?? uri;
}

/** The absolute path of a `file:` URI; undefined for untitled and virtual documents. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** The documents that the editor holds; their text is the truth, not the disk's. */
export class OpenDocuments {
  readonly #documents = new Map<string, TextDocument>();

  get(uri: string): TextDocument | undefined {
    return this.#documents.get(documentKey(uri));
  }

  at(path: string): TextDocument | undefined {
    return this.#documents.get(path);
  }

  all(): readonly TextDocument[] {
    return [...this.#documents.values()];
  }

  open(uri: string, languageId: string, version: number, text: string): TextDocument {
    const document = TextDocument.create(uri, languageId, version, text);
    this.#documents.set(documentKey(uri), document);
    return document;
  }

  change(
    uri: string,
    changes: readonly TextDocumentContentChangeEvent[],
    version: number,
  ): TextDocument | undefined {
    const document = this.get(uri);
    return document === undefined ? undefined : TextDocument.update(document, [...changes], version);
  }

  close(uri: string): void {
    this.#documents.delete(documentKey(uri));
  }
}

/** Whether the server has anything to say about a document. */
export function isSql({ languageId, uri }: { readonly languageId: string; readonly uri: string }): boolean {
  return /sql$/i.test(languageId) || /\.sql$/i.test(uri);
}
