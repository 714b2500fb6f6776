import type { Severity } from "../../rules/rule.ts";
import { toBeSaid } from "../allFound.ts";
import { defineOutput } from "./output.ts";

const severities: Readonly<Record<Severity, string>> = { error: "critical", warning: "major", info: "info" };

export const gitlab = defineOutput({
  id: "gitlab",
  summary: "the code quality report of GitLab",
  *write(reported, context) {
    let before = "[";
    for (const { found } of toBeSaid(reported, context))
      for (const { message, rule, fingerprint, severity, repositoryPath, start, end } of found) {
        const entry = {
          description: message,
          check_name: rule,
          fingerprint,
          severity: severities[severity],
          location: { path: repositoryPath, lines: { begin: start.line + 1, end: end.line + 1 } },
        };
        yield `${before}\n  ${JSON.stringify(entry)}`;
        before = ",";
      }
    yield before === "[" ? "[]" : "\n]";
  },
});
