import { createServer } from "node:http";
import Docker from "dockerode";
import { expect, test } from "vitest";
import { ensureImage } from "../../server/src/run/databases/pullImage.ts";
import { never } from "./contract.ts";

/* Podman answers 200 to a pull before it has asked the registry; what came of it stands in the answer (seen at 4.3). */

test.each([
  ["lookup of the registry: no such host", "image-pull-failed"],
  ["reading manifest 99: manifest unknown", "image-missing"],
])("an image that Podman could not download is told: %s", async (error, code) => {
  const engine = createServer((request, response) => {
    const pulls = request.url?.includes("/images/create") === true;
    response.writeHead(pulls ? 200 : 404, { "content-type": "application/json" });
    const answer = pulls ? { progressDetail: {}, errorDetail: { message: error }, error } : {};
    response.end(`${JSON.stringify(answer)}\n`);
  });
  await new Promise<void>((listening) => engine.listen(0, "127.0.0.1", listening));
  try {
    const bound = engine.address();
    if (bound === null || typeof bound === "string") throw new Error("It has a port.");
    const docker = new Docker({ host: "127.0.0.1", port: bound.port });
    const pulled = ensureImage(docker, "postgres:99", never, () => undefined);
    await expect(pulled).rejects.toMatchObject({ code, message: expect.stringContaining(error) as string });
  } finally {
    engine.close();
  }
});
