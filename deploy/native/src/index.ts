export { makeBackup, restoreBackup } from './backup/backup.ts';
export { findKindOfStart, nativeStack } from './backup/choose-stack.ts';
export {
  startNats,
  startPostgres,
  startRedis,
  superuserUrlAt,
  type BackingService,
} from './backing-services.ts';
export { Compose } from './compose.ts';
export { listDataFolders, type DataFolders } from './data-folders.ts';
export { describeNatsSettings, NATS_OWNER } from './parts/nats.ts';
export { natsRightsOf } from './parts/nats-rights.ts';
export { readRightsSql } from './parts/postgres.ts';
export { describeRedisSettings } from './parts/redis.ts';
export { findFreePort } from './processes/free-port.ts';
export { startScratchStack, type ScratchStack } from './scratch-stack.ts';
export { loadSettings, type Settings } from './settings.ts';
export { StartupProblem } from './startup-problem.ts';
export { SERVICE_NAMES, type ServiceName } from './service-names.ts';
export { startStack, type Stack, type StackOptions } from './stack.ts';
export { loginsAt, natsUrlOf, postgresUrlOf, redisUrlOf, roleOf } from './store-logins.ts';
