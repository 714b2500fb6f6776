import type Docker from "dockerode";

/** The last lines that a container wrote, on one line; empty where none can be had. */
export async function lastLogLines(container: Docker.Container, secret: string, lines = 8): Promise<string> {
  try {
    const raw = await container.logs({ stdout: true, stderr: true, tail: lines, follow: false });
    const said = demultiplex(raw);
    const text = secret === "" ? said : said.replaceAll(secret, "***");
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .slice(-lines)
      .join(" | ");
  } catch {
    return "";
  }
}

/** Without a terminal, the engine frames each write: stream, three zero bytes, big-endian length (Engine API, attach). */
function demultiplex(raw: Buffer): string {
  if (raw.length < 8 || (raw[0] ?? 9) > 2 || raw[1] !== 0) return raw.toString("utf8");
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= raw.length;) {
    const length = raw.readUInt32BE(at + 4);
    parts.push(raw.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts).toString("utf8");
}
