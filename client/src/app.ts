import type * as vscode from "vscode";
import type { DatabaseModel } from "./database/model.ts";
import type { Passwords } from "./database/passwords.ts";
import type { RememberedChoice } from "./database/remembered.ts";
import type { LanguageServer } from "./languageClient.ts";
import type { MigrationsModel } from "./migrations/model.ts";
import type { TreeNode } from "./migrations/nodes.ts";
import type { QueryErrors } from "./query/errors.ts";
import type { ResultDocuments } from "./query/resultDocuments.ts";
import type { RewritePreview } from "./rewrites/preview.ts";
import type { RolloutsModel } from "./rollouts/model.ts";

/** What commands may use. Put together once, in `extension.ts`. */
export interface App {
  /** Where the extension is installed; its pages lie in `docs/` there. */
  readonly extensionUri: vscode.Uri;
  /** A folder of our own that outlives the window and belongs to no workspace. */
  readonly storageUri: vscode.Uri;
  readonly server: LanguageServer;
  readonly output: vscode.LogOutputChannel;
  readonly migrations: MigrationsModel;
  readonly migrationsView: vscode.TreeView<TreeNode>;
  readonly rollouts: RolloutsModel;
  readonly database: DatabaseModel;
  readonly passwords: Passwords;
  readonly remembered: RememberedChoice;
  readonly results: ResultDocuments;
  readonly queryErrors: QueryErrors;
  readonly preview: RewritePreview;
}
