import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** A temporary folder with files in it. */
export interface Folder {
  readonly root: string;
  path(file: string): string;
  uri(file: string): string;
  write(file: string, content: string | Uint8Array): void;
  remove(): void;
}

export function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): Folder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "lockkeeper-lsp-")));
  const write = (file: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    root,
    path: (file) => join(root, file),
    uri: (file) => pathToFileURL(join(root, file)).href,
    write,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
