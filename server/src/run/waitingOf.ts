import type { RunProgress } from "../protocol.ts";
import type { OnEvent } from "./events.ts";
import type { RunContext } from "./runContext.ts";
import type { RunProject } from "./project.ts";

/** Tells whoever listens to a run whom or what it waits for. */
export function waitingOf(
  { uri }: Pick<RunProject, "uri">,
  {
    onProgress,
    onEvent,
  }: { readonly onProgress: (progress: RunProgress) => void; readonly onEvent?: OnEvent | undefined },
): RunContext["waiting"] {
  return (message, blockers = []) => {
    onProgress({ project: uri, message, done: 0, total: 0, waiting: true });
    onEvent?.({ event: "waiting", message, blockers });
  };
}
