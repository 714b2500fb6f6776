import { pathToFileURL } from "node:url";
import { DiagnosticSeverity, PublishDiagnosticsNotification, type Connection } from "vscode-languageserver";
import { configFile } from "../analysis/config.ts";
import { LineIndex } from "../sql/offsets.ts";
import { tell } from "./messages.ts";
import type { ConfigReport } from "./projectOptions.ts";

/** Shows what is wrong with a configuration file at its place, whether or not the client asks for diagnostics. */
export function reportConfiguration(connection: Connection): ConfigReport {
  return (path, text, problems) => {
    const lines = new LineIndex(text);
    for (const { message, span } of problems) {
      const { line, character } = lines.position(span.start);
      connection.console.warn(`${path}:${line + 1}:${character + 1}: ${message}`);
    }
    tell(connection, PublishDiagnosticsNotification.type, {
      uri: pathToFileURL(path).href,
      diagnostics: problems.map(({ message, span }) => ({
        range: { start: lines.position(span.start), end: lines.position(span.end) },
        severity: DiagnosticSeverity.Error,
        code: "configuration",
        source: "lockkeeper",
        message: `${configFile}: ${message}`,
      })),
    });
  };
}
