import { setImmediate } from "node:timers/promises";

/** Milliseconds that long work may keep a request waiting: half a frame. */
const slice = 8;

/**
 * Goes on with long work in slices, between which requests are answered. `advance` works until the callback says that
 * it is enough, and answers whether there is more to do; so it may find that an edit has made it begin anew.
 */
export async function inSlices(advance: (enough: () => boolean) => boolean): Promise<void> {
  for (;;) {
    const end = performance.now() + slice;
    if (!advance(() => performance.now() >= end)) return;
    await setImmediate();
  }
}
