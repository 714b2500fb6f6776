import { pathToFileURL } from "node:url";
import { DiagnosticSeverity, PublishDiagnosticsNotification, type Connection } from "vscode-languageserver";
import { configFile } from "../analysis/config.ts";
import { tell } from "./messages.ts";

/** Shows what is wrong with a configuration file in that file, whether or not the client asks for diagnostics. */
export function reportConfiguration(
  connection: Connection,
): (path: string, problems: readonly string[]) => void {
  const start = { line: 0, character: 0 };
  return (path, problems) => {
    for (const problem of problems) connection.console.warn(`${path}: ${problem}`);
    tell(connection, PublishDiagnosticsNotification.type, {
      uri: pathToFileURL(path).href,
      diagnostics: problems.map((problem) => ({
        range: { start, end: { line: 1, character: 0 } },
        severity: DiagnosticSeverity.Error,
        code: "configuration",
        source: "lockkeeper",
        message: `${configFile}: ${problem}`,
      })),
    });
  };
}
