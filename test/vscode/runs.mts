/** One window: which suite, on which folder, under which conditions. */
export interface Run {
  /** The suite in `suite/suites.ts`; also the name of the result. */
  readonly suite: string;
  /** Folders to copy into the workspace, by their name in it, where they exist; relative to the project's root. */
  readonly folders: Readonly<Record<string, string>>;
  /** False opens the folder in restricted mode. */
  readonly trusted: boolean;
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The workspace is a git repository with everything in it committed. */
  readonly committed?: true;
  /** The tests need a container engine. */
  readonly containers?: true;
}

const shop = { ".": "samples/shop" };

export const runs: readonly Run[] = [
  { suite: "activation", folders: shop, trusted: true },
  {
    suite: "corpus",
    folders: { registry: "test/corpus/registry", metrics: "test/corpus/metrics" },
    trusted: true,
  },
  { suite: "history", folders: shop, trusted: true, committed: true },
  { suite: "editing", folders: shop, trusted: true },
  { suite: "rewriting", folders: shop, trusted: true },
  {
    suite: "embedded",
    folders: shop,
    trusted: true,
    settings: { "lockkeeper.database.kind": "embedded", "lockkeeper.queryResults": "text" },
  },
  {
    suite: "container",
    folders: shop,
    trusted: true,
    settings: { "lockkeeper.database.kind": "container", "lockkeeper.queryResults": "text" },
    containers: true,
  },
  { suite: "untrusted", folders: shop, trusted: false },
];
