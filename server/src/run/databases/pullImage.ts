import type Docker from "dockerode";
import type { Progress } from "./database.ts";
import { DatabaseError, messageOf } from "./databaseError.ts";

/** Makes sure that the engine has the image; downloads it where it does not, with progress. */
export async function ensureImage(
  engine: Docker,
  image: string,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  try {
    await engine.getImage(image).inspect();
    return;
  } catch (error) {
    if (statusOf(error) !== 404) throw pullFailed(image, error);
  }
  progress(`Downloading ${image}`);
  try {
    const stream = await engine.pull(image, { abortSignal: signal });
    await follow(engine, stream, image, progress);
  } catch (error) {
    if (signal.aborted) throw new DatabaseError("cancelled", `Downloading ${image} was cancelled.`);
    throw isUnknown(error) ? unknownImage(image, error) : pullFailed(image, error);
  }
}

/** The HTTP status of the engine's answer. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("statusCode" in error)) return undefined;
  return typeof error.statusCode === "number" ? error.statusCode : undefined;
}

/** The engine's own words, without dockerode's frame. */
export function engineMessage(error: unknown): string {
  const text = messageOf(error).trim().replace(/\.$/, "");
  return /^\(HTTP code \d+\).*? - (.*)$/s.exec(text)?.[1]?.trim() ?? text;
}

interface LayerEvent {
  readonly id?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  /** Podman answers 200 before it has asked the registry, and says here what came of it. */
  readonly error?: string;
}

function follow(
  engine: Docker,
  stream: NodeJS.ReadableStream,
  image: string,
  progress: Progress,
): Promise<void> {
  const layers = new Map<string, { readonly current: number; readonly total: number }>();
  let last = "";
  let refusal: string | undefined;
  const onEvent = ({ id, status, progressDetail, error }: LayerEvent): void => {
    refusal = error ?? refusal;
    const { current, total } = progressDetail ?? {};
    if (id === undefined || status !== "Downloading" || current === undefined || total === undefined) return;
    layers.set(id, { current, total });
    const sums = [...layers.values()].reduce(
      (sum, layer) => ({ current: sum.current + layer.current, total: sum.total + layer.total }),
      { current: 0, total: 0 },
    );
    const message = `Downloading ${image}: ${megabytes(sums.current)} of ${megabytes(sums.total)} MB`;
    if (message !== last) progress(message);
    last = message;
  };
  return new Promise((resolve, reject) => {
    const ended = (error: Error | null): void => {
      if (error === null && refusal === undefined) resolve();
      else reject(error ?? new Error(refusal));
    };
    engine.modem.followProgress(stream, ended, onEvent);
  });
}

function isUnknown(error: unknown): boolean {
  return (
    statusOf(error) === 404 ||
    /manifest unknown|pull access denied|repository does not exist|invalid reference/i.test(messageOf(error))
  );
}

function unknownImage(image: string, error: unknown): DatabaseError {
  return new DatabaseError(
    "image-missing",
    `There is no image ${image}: ${engineMessage(error)}. Correct the image's name, or build it under that name.`,
    error,
  );
}

function pullFailed(image: string, error: unknown): DatabaseError {
  return new DatabaseError(
    "image-pull-failed",
    `The image ${image} is not on this machine and could not be downloaded: ${engineMessage(error)}. Check the network, choose an image that is here, or use the embedded database.`,
    error,
  );
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
