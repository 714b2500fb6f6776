/** Where the public repository shows the documentation. */
const docs = "https://github.com/lockkeeper/lockkeeper/blob/main/docs";

/** The page of a rule; generated into docs/rules from the rule itself. */
export function rulePage(rule: string): string {
  return `${docs}/rules/${rule}.md`;
}

/** What each lock mode means and which statement takes which; generated into docs/locks.md. */
export const locksPage = `${docs}/locks.md`;
