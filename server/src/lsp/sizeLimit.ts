import type { TextDocument } from "vscode-languageserver-textdocument";

/** UTF-16 code units above which an open document is not analysed; files on disk have the same limit in bytes. */
const longest = 16 * 1024 * 1024;

/** Why a document is too large to be analysed, or undefined. */
export function tooLarge(document: TextDocument): string | undefined {
  const { length } = document.getText();
  if (length <= longest) return undefined;
  const size = (length / (1024 * 1024)).toFixed(1).replace(/\.0$/, "");
  return `This file has ${size} million characters and is not analysed; the limit is 16 million. Load data apart from the schema.`;
}
