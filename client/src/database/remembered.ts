import * as vscode from "vscode";
import type { DatabaseChoice, DatabaseKind } from "../../../server/src/protocol.ts";

const key = "lockkeeper.database";

/** The database chosen in this workspace, without its password. */
export class RememberedChoice {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** What was chosen in the picker, else what the settings name; undefined leaves it to the server. */
  get(): Pick<DatabaseChoice, "kind" | "url"> | undefined {
    const kind = this.#state.get<DatabaseKind>(`${key}.kind`);
    const url = this.#state.get<string>(`${key}.url`);
    if (kind !== undefined) return url === undefined ? { kind } : { kind, url };
    const settings = vscode.workspace.getConfiguration("lockkeeper.database");
    const named = settings.get<DatabaseKind | "auto">("kind", "auto");
    if (named === "auto") return undefined;
    return named === "server" ? { kind: named, url: settings.get("url", "") } : { kind: named };
  }

  /** Whether the user has picked one, which then counts more than the settings. */
  isPicked(): boolean {
    return this.#state.get<DatabaseKind>(`${key}.kind`) !== undefined;
  }

  async set(choice: DatabaseChoice): Promise<void> {
    await this.#state.update(`${key}.kind`, choice.kind);
    await this.#state.update(`${key}.url`, choice.url);
  }
}
