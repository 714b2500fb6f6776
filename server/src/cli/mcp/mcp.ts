import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { version } from "../version.ts";
import { mcpTools } from "./mcpTools.ts";
import { runProgram, type Ended } from "./runProgram.ts";

const instructions =
  "Lockkeeper says what PostgreSQL migrations lock, block, break or lose before they run. Check a migration before it is " +
  "applied; where a statement is a risk, ask for its rewrite instead of inventing one: plans are verified. Paths are " +
  "relative to the folder in which the server was started.";

/**
 * `lockkeeper mcp`: the Model Context Protocol on standard input and output. Each call is a process of its own with the
 * command line that a user would type, so that it answers the same, and neither its end nor its memory is ours.
 * Resolves when the client hangs up.
 */
export async function mcp(): Promise<number> {
  const server = new McpServer({ name: "lockkeeper", version: version() }, { instructions });
  for (const { name, title, description, input, call } of mcpTools)
    server.registerTool(
      name,
      {
        title,
        description,
        inputSchema: input,
        annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
      },
      async (given, { signal }) => answerOf(await runProgram(call(given), signal)),
    );
  const ended = new Promise<void>((resolve) => {
    process.stdin.once("end", resolve);
    server.server.onclose = resolve;
  });
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
  return 0;
}

/** What is found is an answer, whatever the exit status says; 2 is a call that could not be answered. */
function answerOf({ status, stdout, stderr }: Ended) {
  const isError = status !== 0 && status !== 1;
  const texts = [stdout, isError || stdout.trim() === "" ? stderr : ""].filter((text) => text.trim() !== "");
  const verdict =
    status === 1
      ? ["Exit status 1: some risk is above what is accepted, or it cannot be done; see above."]
      : [];
  const content = [...texts, ...verdict].map((text) => ({ type: "text" as const, text }));
  return {
    content: content.length === 0 ? [{ type: "text" as const, text: "Nothing is found." }] : content,
    isError,
  };
}
