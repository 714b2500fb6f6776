import * as vscode from "vscode";
import type { QueryResult } from "../../../../server/src/protocol.ts";
import { buttonStyle, escaped, pageOf } from "../../html.ts";
import { countWords, isNumeric } from "../textTable.ts";
import { script } from "./script.ts";

/** The page of a result: a table that sorts, and nothing from elsewhere. `nonce` must not be guessable. */
export function pageWith(result: QueryResult, nonce: string): string {
  const { columns, rows, command, truncated } = result;
  const said = columns.length === 0 ? command : countWords(rows.length, truncated);
  const body = `<div class="bar"><h1>${escaped(said)}</h1>${columns.length === 0 ? "" : buttons()}</div>
${columns.length === 0 ? "" : table(result)}`;
  return pageOf({ title: vscode.l10n.t("Result"), style, body, script }, nonce);
}

function buttons(): string {
  const button = (id: string, words: string): string => `<button id="${id}">${words}</button>`;
  return [
    button("copy", vscode.l10n.t("Copy as CSV")),
    button("save", vscode.l10n.t("Save as CSV…")),
    button("text", vscode.l10n.t("Show as Text")),
  ].join("");
}

function table({ columns, rows }: QueryResult): string {
  const numeric = columns.map((_, index) => isNumeric(rows.map((row) => row[index] ?? null)));
  const kind = (index: number): string => (numeric[index] === true ? ' class="number"' : "");
  const head = columns.map(
    (name, index) =>
      `<th scope="col" aria-sort="none"${kind(index)}><button class="sort">${escaped(name)}</button></th>`,
  );
  const body = rows.map((row, number) => {
    const cells = columns.map((_, index) => cell(row[index] ?? null, kind(index)));
    return `<tr data-row="${String(number)}">${cells.join("")}</tr>`;
  });
  return `<div class="grid" tabindex="0" role="region" aria-label="${vscode.l10n.t("Rows")}"><table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

function cell(value: string | null, kind: string): string {
  return value === null ? `<td class="null">NULL</td>` : `<td${kind}>${escaped(value)}</td>`;
}

const style = `
body { padding: 0; margin: 0; }
main { display: flex; flex-direction: column; height: 100vh; }
.bar { display: flex; align-items: center; gap: 8px; padding: 6px 12px; flex-wrap: wrap; }
h1 { margin: 0 auto 0 0; font-size: 1em; font-weight: 600; }
.grid { overflow: auto; flex: 1; }
table { border-collapse: collapse; font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
th, td { padding: 2px 10px; border: 1px solid var(--vscode-editorWidget-border, #8884); text-align: left; white-space: pre; max-width: 60ch; overflow: hidden; text-overflow: ellipsis; }
thead th { position: sticky; top: 0; background: var(--vscode-editor-background); }
.number { text-align: right; }
.null { font-style: italic; color: var(--vscode-descriptionForeground); }
button { padding: 3px 9px; ${buttonStyle} }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.sort { border: 0; padding: 2px 0; color: inherit; background: none; font: inherit; font-weight: 600; }
th[aria-sort="ascending"] .sort::after { content: " ▲"; }
th[aria-sort="descending"] .sort::after { content: " ▼"; }
`;
