import { toBeSaid } from "../allFound.ts";
import { summaryLines } from "../summary.ts";
import { oneLine } from "../wrap.ts";
import { defineOutput } from "./output.ts";

export const lines = defineOutput({
  id: "lines",
  summary: "one line for each finding, as compilers write them",
  *write(reported, context) {
    for (const { found } of toBeSaid(reported, context))
      for (const { path, start, severity, message, rule } of found)
        yield `${path}:${start.line + 1}:${start.character + 1}: ${severity}: ${oneLine(message)} [${rule}]\n`;
    yield ["", ...summaryLines(reported, context)].join("\n");
  },
});
