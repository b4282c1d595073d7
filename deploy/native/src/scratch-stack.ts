import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './processes/free-port.ts';
import { makeReadablePassword } from './secrets.ts';
import { startStack, type Stack, type StackOptions } from './stack.ts';

export interface ScratchStack extends Stack {
  folder: string;
  libraryFolder: string;
  adminUsername: string;
  adminPassword: string;
}

/** A whole Hearth of its own, on this machine alone, gone without a trace after `stop()`. */
export async function startScratchStack(
  options: Partial<
    Pick<
      StackOptions,
      'libraryFolder' | 'note' | 'cancelled' | 'entries' | 'webFolder' | 'turnPort' | 'liveness'
    >
  > & { logLevel?: string } = {},
): Promise<ScratchStack> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-scratch-'));
  const libraryFolder = options.libraryFolder ?? join(folder, 'library');
  mkdirSync(libraryFolder, { recursive: true });
  const adminPassword = makeReadablePassword();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const stack = await startStack({
      ...options,
      forServices: { HEARTH_LOG_LEVEL: options.logLevel ?? 'info', HEARTH_TIME_ZONE: 'UTC' },
      dataFolder: join(folder, 'data'),
      libraryFolder,
      port: await findFreePort(),
      bind: '127.0.0.1',
      adminPassword,
      durable: false,
    });
    const stop = async () => {
      await stack.stop();
      remove();
    };
    return { ...stack, folder, libraryFolder, adminUsername: 'admin', adminPassword, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
