import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/*
 * A PostgreSQL image without a registry: the npm package's binaries, the libraries of this machine that they need,
 * and a static busybox as the shell.
 */

const here = path.dirname(fileURLToPath(import.meta.url));
const user = 999;

/** Builds `tag` in the engine that `run` talks to: `run(["build", …])` is its command line. */
export function buildPostgresImage({ major, tag, folder, run }) {
  const native = path.join(here, "..", "postgres", "node_modules", `postgres-${major}-linux-x64`, "native");
  if (!fs.existsSync(native))
    throw new Error(`PostgreSQL ${major} is not installed: run \`node scripts/bootstrap.mjs servers\`.`);
  const context = path.join(folder, "image");
  const root = path.join(context, "root");
  fs.rmSync(context, { recursive: true, force: true });
  makeFolders(root);
  execFileSync("cp", ["-a", `${native}/.`, path.join(root, "usr/local/pgsql")]);
  addShell(root);
  for (const binary of binariesIn(native)) addLibraries(root, binary, native);
  fs.copyFileSync(path.join(here, "entrypoint.sh"), path.join(root, "usr/local/bin/entrypoint.sh"));
  fs.writeFileSync(
    path.join(root, "etc/passwd"),
    `root:x:0:0::/root:/bin/sh\npostgres:x:${user}:${user}::/tmp:/bin/sh\n`,
  );
  fs.writeFileSync(path.join(root, "etc/group"), `root:x:0:\npostgres:x:${user}:\n`);
  execFileSync("tar", ["-C", root, "-cf", path.join(context, "root.tar"), "."]);
  fs.rmSync(root, { recursive: true });
  fs.writeFileSync(path.join(context, "Dockerfile"), dockerfile(major));
  run(["build", "--quiet", "--tag", tag, context]);
  fs.rmSync(context, { recursive: true });
}

/** An image that does something else than serve, e.g. nothing at all. */
export function buildVariant({ base, tag, script, folder, run }) {
  const context = path.join(folder, "variant");
  fs.mkdirSync(context, { recursive: true });
  const entrypoint = JSON.stringify(["/bin/sh", "-c", script]);
  fs.writeFileSync(path.join(context, "Dockerfile"), `FROM ${base}\nENTRYPOINT ${entrypoint}\n`);
  run(["build", "--quiet", "--tag", tag, context]);
  fs.rmSync(context, { recursive: true });
}

function dockerfile(major) {
  return [
    "FROM scratch",
    "ADD root.tar /",
    "ENV PATH=/usr/local/pgsql/bin:/usr/local/bin:/bin PGDATA=/var/lib/postgresql/data",
    `ENV PG_MAJOR=${major}`,
    "USER postgres",
    "EXPOSE 5432",
    "VOLUME /var/lib/postgresql/data",
    "STOPSIGNAL SIGINT",
    'ENTRYPOINT ["entrypoint.sh"]',
    "",
  ].join("\n");
}

function makeFolders(root) {
  for (const name of [
    "bin",
    "etc",
    "tmp",
    "lib64",
    "usr/local/bin",
    "usr/local/pgsql",
    "var/lib/postgresql/data",
    "run",
  ])
    fs.mkdirSync(path.join(root, name), { recursive: true });
  fs.chmodSync(path.join(root, "tmp"), 0o1777);
  // A volume takes over owner and mode of the folder that it covers.
  fs.chownSync(path.join(root, "var/lib/postgresql/data"), user, user);
  fs.chmodSync(path.join(root, "var/lib/postgresql/data"), 0o700);
}

function addShell(root) {
  const busybox = path.join(root, "bin/busybox");
  fs.copyFileSync(
    ["/bin/busybox", "/usr/bin/busybox"].find((file) => fs.existsSync(file)) ?? "/bin/busybox",
    busybox,
  );
  for (const applet of ["sh", "cat", "rm", "sleep", "echo", "env", "ls", "chmod"])
    fs.symlinkSync("busybox", path.join(root, "bin", applet));
}

function binariesIn(native) {
  const libraries = fs
    .readdirSync(path.join(native, "lib"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes(".so"))
    .map((name) => path.join(native, "lib", name));
  return [...["postgres", "initdb", "pg_ctl"].map((name) => path.join(native, "bin", name)), ...libraries];
}

/** Copies what the loader would take from this machine, to the same paths. */
function addLibraries(root, binary, native) {
  const output = execFileSync("ldd", [binary], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  for (const [, file] of output.matchAll(/(?:=> |^\s+)(\/\S+) \(/gm)) {
    if (path.resolve(file).startsWith(native)) continue;
    const target = path.join(root, file);
    if (fs.existsSync(target)) continue;
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(file, target);
  }
}
