import { open } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

/** Hands over what is appended to a file until the returned function is called. */
export function followFile(file: string, write: (text: string) => void): () => Promise<void> {
  const stop = new AbortController();
  const done = (async () => {
    const handle = await open(file, "r");
    const readOn = async (): Promise<void> => {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536));
        if (bytesRead === 0) return;
        write(buffer.subarray(0, bytesRead).toString());
      }
    };
    while (!stop.signal.aborted) {
      await readOn();
      await delay(100);
    }
    await readOn();
    await handle.close();
  })();
  return async () => {
    stop.abort();
    await done;
  };
}
