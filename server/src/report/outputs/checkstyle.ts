import { toBeSaid } from "../allFound.ts";
import { xmlAttributes } from "../xml.ts";
import { defineOutput } from "./output.ts";

export const checkstyle = defineOutput({
  id: "checkstyle",
  summary: "XML as Checkstyle writes it, for Jenkins, reviewdog and others",
  *write(reported, context) {
    yield `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n`;
    for (const { path, found } of toBeSaid(reported, context)) {
      if (found.length === 0) continue;
      yield `  <file${xmlAttributes({ name: path })}>\n`;
      for (const { start, severity, message, rule } of found)
        yield `    <error${xmlAttributes({
          ...{ line: start.line + 1, column: start.character + 1, severity },
          ...{ message, source: `lockkeeper.${rule}` },
        })}/>\n`;
      yield "  </file>\n";
    }
    yield "</checkstyle>";
  },
});
