import type * as vscode from "vscode";

/** Passwords of servers. They live in the editor's secret storage and nowhere else. */
export class Passwords {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  async get(login: string): Promise<string | undefined> {
    return this.#secrets.get(key(login));
  }

  async remember(login: string, password: string): Promise<void> {
    await this.#secrets.store(key(login), password);
  }

  async forget(login: string): Promise<void> {
    await this.#secrets.delete(key(login));
  }
}

function key(login: string): string {
  return `lockkeeper.password:${login}`;
}
