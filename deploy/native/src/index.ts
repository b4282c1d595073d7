export { startNats, startPostgres, startRedis, type BackingService } from './backing-services.ts';
export { listDataFolders, type DataFolders } from './data-folders.ts';
export { EdgeClient, type EdgeAnswer } from './edge-client.ts';
export { findFreePort } from './processes/free-port.ts';
export { startScratchStack, type ScratchStack } from './scratch-stack.ts';
export { startStack, type Stack, type StackOptions } from './stack.ts';
export { StartupProblem } from './startup-problem.ts';
