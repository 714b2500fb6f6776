import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A page that ships with us: `locks`, or like `rules/drops-table`. It is `docs/<page>.md`. */
export type Page = "locks" | `rules/${string}`;

/** How a client comes to our pages. */
export interface Pages {
  /** For a link: a command of the client where it has named one, else the address of the file. */
  readonly link: (page: Page) => string;
  /** The client's command, called with the page. */
  readonly command: string | undefined;
}

/** The pages for a client; `command` is the one that it shows pages with, if it has any. */
export function pagesFor(command: string | undefined): Pages {
  if (command !== undefined) return { command, link: remembered((page) => commandLink(command, page)) };
  const docs = docsFolder();
  return { command, link: remembered((page) => pathToFileURL(join(docs, `${page}.md`)).href) };
}

/** There are few pages, and every diagnostic of every keystroke links to one. */
function remembered(link: Pages["link"]): Pages["link"] {
  const links = new Map<Page, string>();
  return (page) => {
    const known = links.get(page) ?? link(page);
    links.set(page, known);
    return known;
  };
}

/** The page of a rule; generated from the rule itself. */
export function rulePage(rule: string): Page {
  return `rules/${rule}`;
}

/** What each lock mode means and which statement takes which; generated from what servers did. */
export const locksPage: Page = "locks";

/** A link in Markdown that runs a command of the client with one argument. */
export function commandLink(command: string, argument: unknown): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}

/** Bundles lie in `dist/` beside `docs/`; tests run this file from its source folder. */
function docsFolder(): string {
  const shipped = join(__dirname, "..", "docs");
  return existsSync(shipped) ? shipped : join(__dirname, "..", "..", "..", "docs");
}
