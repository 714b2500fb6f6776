import type { App } from "../app.ts";

/** Where a command is offered beside the palette; `when` and `group` are VS Code's own. */
export interface MenuEntry {
  readonly menu: "view/title" | "view/item/context" | "editor/title";
  readonly when: string;
  readonly group: string;
}

/**
 * A command, one file each: what it does, and what the manifest says of it. `npm run generate` writes `package.json`,
 * `package.nls.json` and `index.ts` from these files, so that adding a command is adding one file.
 */
export interface Command {
  /** `lockkeeper.` and the name of the file. */
  readonly id: `lockkeeper.${string}`;
  /** As the palette shows it, behind `Lockkeeper:`. */
  readonly title: string;
  /** A codicon, as `$(name)`. */
  readonly icon?: string;
  /** When it can be used; elsewhere it is grey. */
  readonly enablement?: string;
  /** When the palette lists it: always where absent, never for `false`. */
  readonly palette?: string;
  readonly menus?: readonly MenuEntry[];
  readonly key?: { readonly key: string; readonly mac?: string; readonly when: string };
  /** `argument` is a tree node, a plain `{ project, version }`, or nothing when it comes from the palette. */
  readonly run: (app: App, argument: unknown) => Promise<unknown>;
}

export function defineCommand(command: Command): Command {
  return command;
}
