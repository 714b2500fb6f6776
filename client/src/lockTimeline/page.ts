import * as vscode from "vscode";
import { buttonStyle, escaped, pageOf } from "../html.ts";

/**
 * The page of the panel: nothing from elsewhere, and no script but the few lines that tell which statement was chosen.
 * `nonce` must not be guessable.
 */
export function pageWith(title: string, svg: string | undefined, nonce: string): string {
  const content =
    svg === undefined
      ? `<p>${vscode.l10n.t("There is no migration here, or it has no statements.")}</p>`
      : svg.replaceAll("<style>", `<style nonce="${nonce}">`);
  const save = svg === undefined ? "" : `<button id="save">${vscode.l10n.t("Save as SVG…")}</button>`;
  const body = `<h1>${escaped(title)}</h1>
<div class="picture">${content}</div>
${save}`;
  return pageOf({ title: vscode.l10n.t("Lock Timeline"), style, body, script }, nonce);
}

const style = `
body { padding: 8px 12px; }
h1 { margin: 4px 0 12px; font-size: 1.1em; font-weight: 600; }
.picture { overflow-x: auto; }
button { margin: 12px 0; padding: 4px 10px; ${buttonStyle} }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
`;

const script = `
const vscode = acquireVsCodeApi();
const choose = (event) => {
  const offset = event.target.closest?.("[data-offset]")?.dataset.offset;
  if (offset !== undefined) vscode.postMessage({ kind: "statement", offset: Number(offset) });
};
document.addEventListener("click", choose);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === " ") choose(event);
});
document.getElementById("save")?.addEventListener("click", () => vscode.postMessage({ kind: "save" }));
`;
