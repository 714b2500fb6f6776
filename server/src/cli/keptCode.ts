import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import vm from "node:vm";

/*
 * Half of what a short command costs is that V8 reads our bundles anew each time. Node 22 and newer keep compiled code
 * by themselves (`module.enableCompileCache`); for Node 20 this does the same, for our own bundles alone.
 */

/** Of a file that keeps code: that of the bundle's text and of what follows it. */
const digestBytes = 20;

type Compiles = (this: NodeJS.Module, content: string, filename: string) => unknown;

/**
 * Has the bundles of a folder compiled once for all runs: the code is kept in the user's own cache folder, which nobody
 * else may write to. Where that cannot be, for whatever reason, nothing is different. NODE_DISABLE_COMPILE_CACHE ends it.
 */
export function keepCode(folder: string): void {
  const before: unknown = Reflect.get(module.prototype, "_compile");
  // From 20.12 on; without it a bundle could import() nothing.
  const constants: unknown = Reflect.get(vm, "constants");
  if (process.env["NODE_DISABLE_COMPILE_CACHE"] !== undefined || constants === undefined) return;
  if (typeof before !== "function") return;
  const compile: Compiles = function (content, filename) {
    if (dirname(filename) !== folder) return Reflect.apply(before, this, [content, filename]);
    const run: unknown = compiled(content, filename).runInThisContext();
    if (typeof run !== "function") return Reflect.apply(before, this, [content, filename]);
    const require = module.createRequire(filename);
    return Reflect.apply(run, this.exports, [this.exports, require, this, filename, folder]);
  };
  Reflect.set(module.prototype, "_compile", compile);
}

function compiled(content: string, filename: string): vm.Script {
  const file = join(cacheFolder(), `${basename(filename)}-${process.versions.v8}-${process.arch}`);
  const digest = digestOf(content);
  const cachedData = read(file, digest);
  const script = new vm.Script(module.wrap(content), {
    filename,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected === true)
    // By then all that the command needs is compiled.
    process.once("exit", () => write(file, digest, script.createCachedData()));
  return script;
}

/** What was kept for this very text; undefined where there is none, or it is not whole. */
function read(file: string, digest: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(2 * digestBytes);
    const isSame = bytes.subarray(0, digestBytes).equals(digest);
    return isSame && bytes.subarray(digestBytes, 2 * digestBytes).equals(digestOf(code)) ? code : undefined;
  } catch {
    return undefined;
  }
}

function write(file: string, digest: Buffer, code: Buffer): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const passing = `${file}.${process.pid}`;
    writeFileSync(passing, Buffer.concat([digest, digestOf(code), code]), { mode: 0o600 });
    renameSync(passing, file);
  } catch {
    // Nowhere to keep it: the next run compiles it again.
  }
}

function digestOf(data: string | Buffer): Buffer {
  return createHash("sha1").update(data).digest();
}

function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const base =
    process.platform === "win32" ? LOCALAPPDATA : process.platform === "darwin" ? undefined : XDG_CACHE_HOME;
  const usual =
    process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
  return join(base ?? usual, "lockkeeper");
}
