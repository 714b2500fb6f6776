import { rules } from "../rules/index.ts";
import type { Rule, Severity } from "../rules/rule.ts";

const pages = "https://github.com/lockkeeper/lockkeeper/blob/main/docs/rules";

export const sarifLevels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** What SARIF tells of each rule, and of the other names under which something was found, such as `syntax-error`. */
export function rulesOf(found: readonly string[]): readonly object[] {
  const others = found.filter((id) => !rules.some((rule) => rule.id === id)).sort();
  return [...rules.map(described), ...others.map((id) => ({ id, shortDescription: { text: worded(id) } }))];
}

function described({ id, summary, why, instead, severity, group, references }: Rule): object {
  const reading = references.map((each) => `- <${each}>`).join("\n");
  const text = `${why}\n\nInstead: ${instead}`;
  return {
    id,
    name: pascal(id),
    shortDescription: { text: `${summary}.` },
    fullDescription: { text: why },
    help: { text, markdown: [why, "", `**Instead:** ${instead}`, "", reading].join("\n") },
    helpUri: `${pages}/${id}.md`,
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: { tags: [...new Set(["postgresql", "migration", group])] },
  };
}

function pascal(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `syntax-error` in words. */
function worded(id: string): string {
  const words = id.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
