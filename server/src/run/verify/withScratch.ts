import type { ConnectionFacts, Database, Progress } from "../databases/database.ts";
import { embeddedScratch } from "./embeddedScratch.ts";
import type { Scratch } from "./scratch.ts";
import { serverScratch } from "./serverScratch.ts";

/** Where one is made: a process of its own with its data in a folder, or beside others on a server that is there already. */
export type ScratchHost =
  { readonly folder: string } | { readonly database: Database; readonly facts: ConnectionFacts };

/** Gives an action an empty database, and takes it away whatever comes of it. */
export async function withScratch<T>(
  host: ScratchHost,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: Progress },
  action: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  const scratch =
    "folder" in host
      ? await embeddedScratch(host.folder, signal, onProgress)
      : await serverScratch(host.database, host.facts);
  try {
    return await action(scratch);
  } finally {
    await scratch.remove();
  }
}
