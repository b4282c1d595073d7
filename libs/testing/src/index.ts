export { startBackingServices, type BackingServices, type Wanted } from './backing-services.ts';
