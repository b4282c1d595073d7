import { libraryStatus, ProblemError } from '@hearth/contracts';
import { StartupProblem } from '@hearth/native';
import { clear } from './clear.ts';
import { signIn, trust } from './client.ts';
import { fill } from './fill.ts';
import { findHub } from './hub.ts';
import { Ledger } from './ledger.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(flags: ReadonlySet<string>): Promise<void> {
  const hub = await findHub();
  trust(hub.caCertificate);
  const ledger = new Ledger(hub.ledgerFile);
  if (flags.has('--clear')) {
    if (!ledger.isThere) throw new StartupProblem('There is no demonstration here to take away.');
    await clear(hub, ledger, say);
    return say('The demonstration is gone; what else there is was not touched.');
  }
  if (ledger.isThere)
    throw new StartupProblem('The demonstration is here already: "./hearth demo --clear" takes it away.');
  const { ready, indexing } = await (await signIn(hub.url, hub.admin)).call(libraryStatus, {});
  if (ready + indexing > 0 && !flags.has('--force'))
    throw new StartupProblem(
      `This hub has ${ready + indexing} files. The demonstration is for an empty one; --force puts it beside them.`,
    );
  const members = await fill(hub, ledger, say);
  say(`\nThe house stands at ${hub.url}. Look at it as`);
  for (const { name, password } of members) say(`  ${name.padEnd(6)} ${password}`);
  say('or as your admin. docs/DEMO.md leads through it; "./hearth demo --clear" takes it away again.');
}

try {
  await run(new Set(process.argv.slice(2)));
} catch (error) {
  if (error instanceof ProblemError)
    process.stderr.write(
      `The hub refused: ${error.message}\n"./hearth demo --clear" takes away what is there already.\n`,
    );
  else if (error instanceof StartupProblem) process.stderr.write(`${error.message}\n`);
  else throw error;
  process.exitCode = 1;
}
