import { MarkupKind, type Hover, type Position } from "vscode-languageserver-protocol";
import { rules } from "../../rules/index.ts";
import type { ClientFacts } from "../clientFacts.ts";
import { rangeOf, statementsAt, type FileView } from "../fileView.ts";
import { hoverText } from "../hover/hoverText.ts";
import { defineFeature, reader } from "./feature.ts";
import { commandLink, rulePage, type Pages } from "../pages.ts";

/** `textDocument/hover`. */
export const hoverFeature = defineFeature({
  capabilities: () => ({ hoverProvider: true }),
  register: (context) => {
    const { connection, client } = context;
    connection.onHover(reader(context, "Hover", null, (view, { position }) => hover(view, position, client)));
  },
});

/** What is known of the statement, or of the rule named in a comment, at a position. */
function hover(
  view: FileView,
  position: Position,
  { markdownHovers, pages }: Pick<ClientFacts, "markdownHovers" | "pages">,
): Hover | null {
  const offset = view.document.offsetAt(position);
  const [found] = statementsAt(view, { start: offset, end: offset });
  const content = (value: string) => ({
    kind: markdownHovers ? MarkupKind.Markdown : MarkupKind.PlainText,
    value,
  });
  if (found === undefined) {
    const rule = ruleAt(view, position, pages);
    return rule === undefined ? null : { contents: content(rule) };
  }
  const range = rangeOf(view.document, found.statement.span);
  const timeline =
    pages.command === undefined
      ? undefined
      : commandLink("lockkeeper.showLockTimeline", { uri: view.uri, range });
  return {
    contents: content(hoverText(found.statement, view.project.options.statistics, { pages, timeline })),
    range,
  };
}

/** The rule that a Lockkeeper comment names at a position. */
function ruleAt({ document }: FileView, { line, character }: Position, pages: Pages): string | undefined {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  if (!/^\s*--\s*lockkeeper-ignore/.test(text)) return undefined;
  const before = /[\w-]*$/.exec(text.slice(0, character))?.[0] ?? "";
  const after = /^[\w-]*/.exec(text.slice(character))?.[0] ?? "";
  const rule = rules.find(({ id }) => id === before + after);
  if (rule === undefined) return undefined;
  return [
    `**${rule.id}**: ${rule.summary}`,
    rule.why,
    rule.instead,
    `[Documentation](${pages.link(rulePage(rule.id))})`,
  ].join("\n\n");
}
