import type { Section } from "../formats/format.ts";
import type { Span } from "../sql/span.ts";
import { rangeOf } from "./position.ts";
import type { RunContext } from "./runContext.ts";

/** Tells whoever listens what of a section is sent; gives what tells of the answer. */
export function toldOf({ project, clock, onEvent }: RunContext, version: string, { path }: Section) {
  if (onEvent === undefined) return undefined;
  return (statements: number, span: Span) => {
    const sent = { version, path, range: rangeOf(project.files[path] ?? "", span), statements };
    const started = clock.now().getTime();
    onEvent({ event: "sent", ...sent });
    return (failed: boolean): void => {
      const milliseconds = clock.now().getTime() - started;
      onEvent({ event: "answered", ...sent, milliseconds, failed });
    };
  };
}
