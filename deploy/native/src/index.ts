export { makeBackup, restoreBackup } from './backup/backup.ts';
export { nativeStack } from './backup/choose-stack.ts';
export {
  startNats,
  startPostgres,
  startRedis,
  superuserUrlAt,
  type BackingService,
} from './backing-services.ts';
export { Compose } from './compose.ts';
export { listDataFolders, type DataFolders } from './data-folders.ts';
export { findFreePort } from './processes/free-port.ts';
export { startScratchStack, type ScratchStack } from './scratch-stack.ts';
export { startStack, type Stack, type StackOptions } from './stack.ts';
