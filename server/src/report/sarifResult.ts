import { offsetsOf, type Offsets } from "../sql/offsets.ts";
import type { Found, FoundPlace } from "./found.ts";
import { sarifLevels } from "./sarifRules.ts";

/** Code units of a text that is shown with its place; longer ones are left to whoever opens the file. */
const longestSnippet = 1000;

/** One result; what is accepted is suppressed in it, with the reason. */
export function sarifResult(found: Found): object {
  const { rule, severity, message, fingerprint, accepted, related } = found;
  return {
    ruleId: rule,
    level: sarifLevels[severity],
    message: { text: message },
    locations: [{ physicalLocation: physical(found, found) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((each, id) => ({
            id,
            message: { text: each.message },
            physicalLocation: physical(found, each),
          })),
        }),
    partialFingerprints: { "lockkeeperStatement/v1": fingerprint },
    ...(accepted === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: accepted.by === "comment" ? "inSource" : "external",
              status: "accepted",
              justification: accepted.reason,
            },
          ],
        }),
  };
}

function physical({ text, repositoryPath }: Found, place: FoundPlace): object {
  const { start, end } = place.span;
  const snippet = text.slice(start, Math.max(start, end)).replace("\ufeff", "");
  return {
    artifactLocation: artifact({ repositoryPath }),
    region: {
      ...region(text, place),
      ...(snippet === "" || snippet.length > longestSnippet ? {} : { snippet: { text: snippet } }),
    },
  };
}

function artifact({ repositoryPath }: Pick<Found, "repositoryPath">): object {
  const uri = repositoryPath.split("/").map(encodeURIComponent).join("/");
  return { uri, uriBaseId: "%SRCROOT%" };
}

/** In UTF-16 code units and in bytes of the file. A byte order mark is among the bytes and no character. */
function region(text: string, { span, start, end }: FoundPlace): object {
  const offsets = bytesOf(text);
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const byteOffset = offsets.toBytes(span.start);
  const charOffset = Math.max(0, span.start - mark);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    charOffset,
    charLength: Math.max(0, span.end - mark) - charOffset,
    byteOffset,
    byteLength: offsets.toBytes(span.end) - byteOffset,
  };
}

/** The findings of a file come one after the other. */
let last: { readonly text: string; readonly offsets: Offsets } | undefined;

function bytesOf(text: string): Offsets {
  if (last?.text !== text) last = { text, offsets: offsetsOf(text) };
  return last.offsets;
}
