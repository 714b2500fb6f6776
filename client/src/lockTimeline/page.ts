import * as vscode from "vscode";

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
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>${vscode.l10n.t("Lock Timeline")}</title>
<style nonce="${nonce}">
body { padding: 8px 12px; }
h1 { margin: 4px 0 12px; font-size: 1.1em; font-weight: 600; }
.picture { overflow-x: auto; }
button { margin: 12px 0; padding: 4px 10px; border: 1px solid var(--vscode-button-border, transparent); color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); font: inherit; cursor: pointer; }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<div class="picture">${content}</div>
${save}
</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

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
