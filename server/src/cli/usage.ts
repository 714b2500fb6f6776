import { outputs } from "../report/outputs/index.ts";

const longest = Math.max(...outputs.map(({ id }) => id.length));
const forms = outputs.map(({ id, summary }) => `  ${id.padEnd(longest)}   ${summary}`).join("\n");

/** What `lockkeeper --help` prints. */
export const usage = `lockkeeper: what a PostgreSQL migration locks, breaks and rewrites, before it runs

  lockkeeper check PATH…     findings of files or folders      [--format FORM] [--output FORM=FILE]… [--max-risk low|medium|high]
                             [--since REF] [--database KIND] [--baseline FILE] [--all] [--fix] [--rollback] [--fail-on irreversible]
  lockkeeper check -         the migration on standard input   [--stdin-filename FILE]
  lockkeeper baseline PATH…  accepts what is found today, so that only what is new is reported   [--write] [--baseline FILE]
  lockkeeper explain FILE    lock timeline, statement by statement   [--format text|json|markdown|svg] [--observed]
  lockkeeper runbook FILE    what whoever runs it needs at hand: before, meanwhile, when to stop, after, back   (Markdown)
  lockkeeper rewrite FILE    plan and files for a statement    --line N[:COLUMN] [--recipe ID] [--value "COLUMN = EXPRESSION"] [--adapter FILE.ts] [--ways] | --all [--write] [--format text|json]
  lockkeeper down-for FILE   the down section that undoes this up, and what it cannot bring back   [--write] [--format text|json]
  lockkeeper rollouts DIR    phases still to come; rollouts finish ID DIR [--write] [--database KIND]
  lockkeeper backfill DIR ID fills the rows of a pending migration in batches; ends with Ctrl-C or --pause, goes on when run again
                             [--rate ROWS/S] [--max-lag SECONDS] [--pause] [--dry-run] [--format text|json]
  lockkeeper status DIR      applied, pending, changed, missing and unfinished migrations (the last: exit status 1)
  lockkeeper blockers DIR    whom \`up\` would wait for now, and who waits already: sessions, prepared transactions, autovacuum,
                             old snapshots, replication (exit status 1 where somebody stands in the way)
                             [--to VERSION] [--steps N] [--format text|json]
  lockkeeper drift DIR       what of the database the applied migrations did not make      [--format text|json]
  lockkeeper snapshot        the schema of a database as a file for \`baseline\` in the configuration      --database KIND [-o FILE]
  lockkeeper up DIR          run pending migrations            [--to VERSION] [--steps N] [--dry-run] [--observe]   [--format text|json|events]
  lockkeeper down DIR        runs the newest one down          [--to VERSION] [--steps N] [--dry-run]
  lockkeeper redo DIR        down and up again                 [--steps N]
  lockkeeper verify DIR      each migration up, down and up again on a scratch database with rows in every table: is it
                             reversible, lossy, irreversible or broken   [--fail-on irreversible] [--format text|json|junit]
  lockkeeper repair DIR      settle what status shows: --mark VERSION applied, --unmark VERSION not applied, --accept VERSION as edited,
                             --finish VERSION runs what is left of one that a run left half-way, --undo VERSION undoes what is done
                             [--format text|json|events]
  lockkeeper new DIR NAME    writes a migration in the tool's form, without statements yet   [--tool NAME]
  lockkeeper statistics-query   prints the read-only query whose answer, saved as a file, is what --statistics takes
  lockkeeper lsp --stdio     the language server, for any editor
  lockkeeper mcp             check, explain, rewrite and verify for agents, by the Model Context Protocol; nothing is written

Options
  --postgres 15,18           majors that must run the migrations, of 14 (out of support) to 19 (not verified on
                             a server); default: the configuration's, else 15,18
  --tool NAME                the tool that runs the folder (golang-migrate, prisma, plain …), where that is not detected
  --since REF                check: only the files that are not as they were where the work began on the branch
                             REF (a git reference), committed or not; the others are history
  --baseline FILE            check: what this file accepts is counted and not reported (default: the configuration's)
  --all                      check: everything, history and what a baseline accepts, too
  --fix                      check: first writes what is remedied where it stands, needs no other file and verifies; nothing
                             that is history, or that the database of --database has applied
  --rollback                 check: grades the down of each migration: reversible, lossy or irreversible
  --fail-on GRADE            check, verify: exit status 1 for a down that is irreversible, or lossy, too
  --stdin-filename FILE      check -: where the migration would lie, so that those before it count
  --output FORM=FILE         check: a report into a file, besides the one that is printed; several may be given
  --ways                     rewrite: every way for the statement with its price, the best first, and writes nothing;
                             --downtime: clients may be kept waiting, --keep-application: it is not to be changed
  --adapter FILE.ts          rewrite: the application writes old and new columns by itself, with this module that is
                             made for it, and no trigger does
  --statistics FILE          table sizes from production: the answer to \`lockkeeper statistics-query\`
  --database KIND            embedded, container or a postgres:// URL (default: container where there is an engine);
                             check: what this database has applied, as it is, is history
  --edit-applied             permits \`rewrite --write\` on a migration that the database has applied
  --observe                  up, down, redo: watches each statement: time, locks and how long they are held, rewrites, rows,
                             WAL, beside what is predicted; kept, and shown by explain --observed
  --wait, --no-wait          wait for another runner as long as it takes, or not at all (default: ten seconds)
  --allow-host HOST          permits a database on that very host; others than this machine are refused

Forms of a report (check --format)
${forms}

Exit status: 0 fine, 1 findings above --max-risk (default medium) or drift, 2 wrong use, unreadable input or a failed run.`;
