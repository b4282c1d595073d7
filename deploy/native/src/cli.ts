import { parseArguments, USAGE, UsageProblem, type Invocation } from './arguments.ts';
import { StartupProblem } from './startup-problem.ts';

async function run({ command, operands, flags, values }: Invocation): Promise<number> {
  // Each command is loaded only when it is asked for: `status` need not wait for certificates and QR codes.
  switch (command) {
    case 'up':
      return (await import('./commands/up.ts')).up({ detach: flags.has('detach') });
    case 'supervise':
      return (await import('./commands/supervise.ts')).supervise();
    case 'down':
      return (await import('./commands/down.ts')).down();
    case 'status':
      return (await import('./commands/status.ts')).status();
    case 'logs':
      return (await import('./commands/logs.ts')).logs(operands[0], { follow: flags.has('follow') });
    case 'demo':
      return (await import('./commands/demo.ts')).demo({
        clear: flags.has('clear'),
        force: flags.has('force'),
      });
    case 'test':
      return (await import('./commands/test.ts')).test({ inContainers: flags.has('containers') });
    case 'backup':
      return (await import('./commands/backup.ts')).backup(operands[0], {
        inContainers: flags.has('containers'),
        isPassphraseAsked: flags.has('passphrase'),
        passphraseFile: values.get('passphraseFile'),
      });
    case 'restore':
      return (await import('./commands/restore.ts')).restore(operands[0] as string, {
        force: flags.has('force'),
        inContainers: flags.has('containers'),
        passphraseFile: values.get('passphraseFile'),
      });
    case 'upgrade':
      return (await import('./commands/upgrade.ts')).upgrade();
    case 'check':
      return (await import('./commands/check.ts')).check();
    case 'bench':
      return (await import('./commands/bench.ts')).bench(operands[0], operands.slice(1));
    case 'doctor':
      return (await import('./commands/doctor.ts')).doctor();
    case 'verify':
      return (await import('./commands/verify.ts')).verify(operands[0] as string);
    case 'help':
      process.stdout.write(USAGE);
      return 0;
  }
}

// Whoever read along may be gone (`| head`, a terminal that was closed), which is no reason to end what runs.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

try {
  process.exitCode = await run(parseArguments(process.argv.slice(2)));
} catch (error) {
  if (error instanceof UsageProblem) {
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof StartupProblem) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
