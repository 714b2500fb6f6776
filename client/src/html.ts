import * as vscode from "vscode";

/** Text as it may stand in a page, also within the quotes of an attribute. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** What a page of ours shows, as HTML, CSS and JavaScript. */
export interface Page {
  readonly title: string;
  readonly style: string;
  readonly body: string;
  readonly script: string;
}

/** A page of a panel: nothing from elsewhere, and no style or script but its own. `nonce` must not be guessable. */
export function pageOf({ title, style, body, script }: Page, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>${title}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
${body}
</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

/** The look of our buttons, in the theme's colours. */
export const buttonStyle =
  "border: 1px solid var(--vscode-button-border, transparent); color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); font: inherit; cursor: pointer;";
