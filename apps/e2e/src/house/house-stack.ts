import { findFreePort, listDataFolders, startScratchStack, type ScratchStack } from '@hearth/native';
import { join } from 'node:path';
import { checkThatAppsAreBuilt } from './prerequisites.ts';
import { findProcessesOfSessions } from './session-processes.ts';

/** A scratch Hearth, started either way, as far as journeys look at it. */
export interface HouseStack extends Pick<
  ScratchStack,
  | 'folder'
  | 'libraryFolder'
  | 'adminUsername'
  | 'adminPassword'
  | 'localUrl'
  | 'caCertificateFile'
  | 'pidOf'
  | 'kill'
  | 'waitForRestart'
  | 'stop'
> {
  secrets: Pick<
    ScratchStack['secrets'],
    'linkSecret' | 'jwtPrivateKeyFile' | 'turnSecret' | 'captureSecretFile'
  >;
  /** Of the TURN server, where one was asked for. */
  turnPort: number | undefined;
  accessLogs: string;
  /** Where the services see the library, which is what they show. */
  libraryAsShown: string;
  /** Under which address nginx sees this process. */
  ownAddress: string;
  /** Remembers what there is of it; the answer tells what of that is left: processes, or containers and volumes. */
  watchRemains(): () => (number | string)[];
}

const PARTS = ['postgres', 'redis', 'nats', 'media', 'indexer', 'analytics', 'gateway', 'nginx'];

/** The one switch: `docker compose` (`./hearth test --containers`) or processes under a supervisor. */
const IS_CONTAINED = process.env['HEARTH_E2E'] === 'containers';

export interface HouseOptions {
  /** With a TURN server of its own. */
  turn?: boolean;
}

export async function startHouseStack({ turn = false }: HouseOptions = {}): Promise<HouseStack> {
  if (IS_CONTAINED) return (await import('./contained-stack.ts')).startContainedStack({ turn });
  checkThatAppsAreBuilt();
  const turnPort = turn ? await findFreePort() : undefined;
  const stack = await startScratchStack({ logLevel: 'info', turnPort });
  return {
    ...stack,
    turnPort,
    accessLogs: listDataFolders(join(stack.folder, 'data')).accessLogs,
    libraryAsShown: stack.libraryFolder,
    ownAddress: '127.0.0.1',
    watchRemains() {
      const pids = PARTS.map((part) => stack.pidOf(part)).filter((pid) => pid !== undefined);
      return () => findProcessesOfSessions(new Set(pids));
    },
  };
}
