import { findHttpPort } from '../edge-port.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { markAdminPasswordShown } from '../secrets.ts';
import { startStack } from '../stack.ts';
import type { ReadyReport } from '../start-summary.ts';
import { StartupProblem } from '../startup-problem.ts';

export type SupervisorReport = ReadyReport | { kind: 'failed'; reason: string };

interface Reporting {
  report: (message: SupervisorReport) => void;
  note: (line: string) => void;
}

/** Runs the stack in this process until it is told to stop; a second signal does not wait. */
export async function superviseUntilStopped(
  settings: Settings,
  { report, note }: Reporting,
): Promise<number> {
  const stopping = new AbortController();
  let signals = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      signals += 1;
      // Everything dies with us.
      if (signals > 1) process.exit(1);
      stopping.abort();
    });
  }
  const asked = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  let stack;
  try {
    stack = await startStack({
      ...settings,
      httpPort: await findHttpPort(settings),
      note,
      cancelled: stopping.signal,
    });
  } catch (error) {
    if (stopping.signal.aborted) return 130;
    throw error;
  }
  report({
    kind: 'ready',
    url: stack.url,
    localUrl: stack.localUrl,
    trustUrl: stack.trustUrl,
    libraryFolder: settings.libraryFolder,
    adminUsername: settings.adminUsername,
    newAdminPassword: stack.secrets.newAdminPassword,
    adminPasswordFile: stack.secrets.adminPasswordFile,
    givenPasswordIgnored: stack.secrets.givenPasswordIgnored,
  });
  markAdminPasswordShown(stack.secrets);
  await asked;
  note('Stopping Hearth…');
  await stack.stop();
  note('Stopped.');
  return 0;
}

/** What `up --detach` leaves running: reports over IPC, notes to its log. */
export async function supervise(): Promise<number> {
  const tell = (message: SupervisorReport) => void process.send?.(message);
  const note = (line: string) => process.stdout.write(`${new Date().toISOString()} ${line}\n`);
  try {
    return await superviseUntilStopped(loadSettings(), { report: tell, note });
  } catch (error) {
    tell({
      kind: 'failed',
      reason: error instanceof StartupProblem ? error.message : String((error as Error).stack),
    });
    return 1;
  } finally {
    if (process.connected) process.disconnect();
  }
}
