import { toBeSaid } from "../allFound.ts";
import type { Found } from "../found.ts";
import { xmlAttributes, xmlEscaped } from "../xml.ts";
import { defineOutput } from "./output.ts";

/** Errors and warnings are failures; what is only told is the output of a test that passes. */
export const junit = defineOutput({
  id: "junit",
  summary: "XML as JUnit writes it, a suite for each file and a case for each finding",
  *write(reported, context) {
    yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lockkeeper">\n`;
    for (const { path, found } of toBeSaid(reported, context)) {
      const cases = found.length === 0 ? [passed(path)] : found.map(caseOf);
      const failures = found.filter(isFailure).length;
      const counts = { tests: cases.length, failures, errors: 0, skipped: 0, time: "0" };
      yield `  <testsuite${xmlAttributes({ name: path, ...counts })}>\n${cases.join("")}  </testsuite>\n`;
    }
    yield "</testsuites>";
  },
});

function passed(path: string): string {
  return `    <testcase${xmlAttributes({ name: "no findings", classname: path, time: "0" })}/>\n`;
}

function caseOf(found: Found): string {
  const { path, rule, severity, message, start } = found;
  const name = `${rule} at ${start.line + 1}:${start.character + 1}`;
  const about = xmlEscaped(`${path}:${start.line + 1}:${start.character + 1}: ${message}`);
  const body = isFailure(found)
    ? `<failure${xmlAttributes({ message, type: severity })}>${about}</failure>`
    : `<system-out>${about}</system-out>`;
  return `    <testcase${xmlAttributes({ name, classname: path, time: "0" })}>\n      ${body}\n    </testcase>\n`;
}

function isFailure({ severity }: Found): boolean {
  return severity !== "info";
}
