import type { Connection } from "vscode-languageserver";
import type { EditorSettings } from "../protocol.ts";
import type { ClientFacts } from "./clientFacts.ts";
import type { OpenDocuments } from "./openDocuments.ts";
import type { RunFailures } from "./runFailures.ts";
import type { Workspace } from "./workspace.ts";

/** What the features of one session share. */
export interface Context {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly client: ClientFacts;
  readonly failures: RunFailures;
  /** Resolves once the grammar is loaded and the folders are listed; never rejects. */
  readonly workspace: Promise<Workspace>;
  settings(): EditorSettings;
}
