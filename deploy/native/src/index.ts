export { startNats, startPostgres, startRedis, type BackingService } from './backing-services.ts';
