/**
 * Colours of VS Code's theme where there is one, else of our own for light and dark; each bar says in words what its
 * colour says.
 */
export const style = `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="3" height="6"/></pattern></defs>
<style>
svg { --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --frame: #d1d9e0; --everybody: #c4314b; --writes: #b35900; --ddl: #0969da; font: 12px ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { svg { --ink: #e6edf3; --soft: #9198a1; --paper: #0d1117; --frame: #3d444d; --everybody: #f47067; --writes: #e0823d; --ddl: #539bf5; } }
svg { color: var(--vscode-editor-foreground, var(--ink)); }
.page { fill: var(--vscode-editor-background, var(--paper)); }
.block { fill: none; stroke: var(--vscode-editorWidget-border, var(--frame)); }
.frame { stroke: var(--vscode-editorWidget-border, var(--frame)); }
.hit { fill: transparent; }
.line { fill: var(--vscode-descriptionForeground, var(--soft)); }
.sql, .relation { fill: currentColor; }
.bar rect { fill-opacity: 0.22; stroke-width: 1.5; }
.bar text { fill: currentColor; }
.everybody rect { fill: var(--vscode-charts-red, var(--everybody)); stroke: var(--vscode-charts-red, var(--everybody)); }
.writes rect { fill: var(--vscode-charts-orange, var(--writes)); stroke: var(--vscode-charts-orange, var(--writes)); }
.ddl rect { fill: var(--vscode-charts-blue, var(--ddl)); stroke: var(--vscode-charts-blue, var(--ddl)); stroke-dasharray: 4 2; }
.nobody rect { fill: none; stroke: var(--frame); }
.hatch { fill: currentColor; fill-opacity: 0.55; }
.work text { fill: currentColor; font-size: 11px; font-weight: 600; paint-order: stroke; stroke: var(--vscode-editor-background, var(--paper)); stroke-width: 4px; stroke-linejoin: round; }
.statement[role=button] { cursor: pointer; outline: none; }
.statement[role=button]:hover .hit, .statement[role=button]:focus .hit { fill: currentColor; fill-opacity: 0.08; }
</style>`;
