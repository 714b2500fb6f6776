/** Where the public repository shows a rule's page. */
const repository = "https://github.com/lockkeeper/lockkeeper/blob/main/docs/rules";

/** The page of a rule; generated into docs/rules from the rule itself. */
export function rulePage(rule: string): string {
  return `${repository}/${rule}.md`;
}
