import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { modify } from "jsonc-parser";
import type { WorkspaceEdit } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Context } from "./context.ts";

/**
 * Sets a value in a configuration file, as the editor holds it or as it is on disk; makes the file where there is none.
 * Undefined where the client cannot make files.
 */
export function configurationEdit(
  { client, documents }: Context,
  configuration: string,
  keys: readonly string[],
  value: string,
): WorkspaceEdit | undefined {
  const uri = pathToFileURL(configuration).href;
  const text = documents.at(configuration)?.getText() ?? textOf(configuration);
  return text === undefined ? created(uri, keys, value, client) : changed(uri, text, keys, value);
}

const formattingOptions = { insertSpaces: true, tabSize: 2 };

function created(
  uri: string,
  keys: readonly string[],
  value: string,
  client: Context["client"],
): WorkspaceEdit | undefined {
  if (!client.createsFiles || !client.documentChanges) return undefined;
  const start = { line: 0, character: 0 };
  const config = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const newText = `${JSON.stringify(config, undefined, 2)}\n`;
  return {
    documentChanges: [
      { kind: "create", uri, options: { overwrite: false, ignoreIfExists: false } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] },
    ],
  };
}

function changed(uri: string, text: string, keys: readonly string[], value: string): WorkspaceEdit {
  const document = TextDocument.create(uri, "json", 0, text);
  const edits = modify(text, [...keys], value, { formattingOptions });
  return {
    changes: {
      [uri]: edits.map(({ offset, length, content }) => ({
        range: { start: document.positionAt(offset), end: document.positionAt(offset + length) },
        newText: content,
      })),
    },
  };
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
