import type { App } from "../app.ts";

/** A command of the manifest. One file each; `register.ts` lists them, and a test compares that with the manifest. */
export interface Command {
  readonly id: `lockkeeper.${string}`;
  /** `argument` is a tree node, a plain `{ project, version }`, or nothing when it comes from the palette. */
  readonly run: (app: App, argument: unknown) => Promise<unknown>;
}
