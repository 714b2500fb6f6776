import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  WatchKind,
  type FileEvent,
} from "vscode-languageserver-protocol";
import { basename, dirname } from "node:path";
import { formats } from "../formats/index.ts";
import type { Context } from "./context.ts";
import { pathOf } from "./openDocuments.ts";
import type { Workspace } from "./workspace.ts";

export interface WatchEvents {
  /** Files or folders came or went. */
  listChanged(): void;
  /** Bytes of a known file changed. */
  bytesChanged(path: string): void;
  /** Somebody committed, fetched, or went to another branch. */
  branchesChanged(): void;
  /** A configuration or statistics file changed. */
  configurationChanged(): void;
}

/** Files that decide what the projects are, or what they contain. */
const watched = "**/{*.sql,*.toml,*.conf,*.prisma,*.json,*.lock,pnpm-lock.yaml}";

/** What git writes when a branch moves. */
const branches = "**/.git/{HEAD,packed-refs,refs/heads/**,refs/remotes/**}";

/** Names of files outside SQL that decide how a project of a tool is read. */
const decisive: ReadonlySet<string> = new Set(formats.flatMap(({ watches = [] }) => watches));

/** Hears of files that change on disk; of a client that does not watch them, which of its own it saves. */
export function registerWatching(context: Context, events: WatchEvents): void {
  const { client, connection } = context;
  if (!client.registersWatchers)
    connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
      void context.workspace.then((workspace) => {
        const isNew = workspace.misses(pathOf(uri) ?? "");
        const type = isNew ? FileChangeType.Created : FileChangeType.Changed;
        dispatch({ uri, type }, workspace, context, events);
      });
    });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    void context.workspace.then((workspace) => {
      for (const change of changes) dispatch(change, workspace, context, events);
    });
  });
}

/** Asks the client to tell of them, where it can; to be called once it is initialized. */
export async function startWatching({ connection, client }: Context): Promise<void> {
  if (!client.registersWatchers) return;
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [
      { globPattern: watched },
      { globPattern: branches },
      // A folder that disappears is told of as itself, not as the files in it; one that appears may be as well, where its
      // files came with it (inotify tells of what is created once a folder is watched).
      { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
    ],
  });
}

function dispatch(
  { uri, type }: FileEvent,
  workspace: Workspace,
  context: Context,
  events: WatchEvents,
): void {
  const path = pathOf(uri);
  if (path === undefined) return;
  const known = workspace.holds(path);
  if (/[\\/]\.git[\\/]/.test(path)) events.branchesChanged();
  else if (workspace.isConfiguration(path)) events.configurationChanged();
  else if (decisive.has(basename(path))) events.listChanged();
  else if (type === FileChangeType.Changed && known && path.endsWith(".sql")) {
    if (context.documents.get(uri) === undefined) context.failures.forget(uri);
    events.bytesChanged(path);
  } else if (type === FileChangeType.Deleted ? known : isListed(path) || isFolderBeside(path, workspace))
    events.listChanged();
}

/** What is not SQL matters by being there: tools' files are hints for detection. */
function isListed(path: string): boolean {
  return /\.(?:sql|toml|conf|prisma|lock)$|[\\/]pnpm-lock\.yaml$/.test(path);
}

/** A folder by its name, where migrations are: of what came with it nothing may be told. */
function isFolderBeside(path: string, workspace: Workspace): boolean {
  return !/\.[a-z]\w*$/i.test(path) && workspace.holds(dirname(path));
}
