export {
  startBackingServices,
  type BackingServices,
  type NatsService,
  type Wanted,
} from './backing-services.ts';
export { CHROMIUM_FLAGS } from './chromium-flags.ts';
export { readPages, requestsOf } from './docs/read-docs.ts';
export { eventually } from '@hearth/native/eventually';
/** Chosen before it is listened on, from where no outgoing connection takes its ports in between. */
export { findFreePort } from '@hearth/native';
export { signInAt, trustAuthority, type HouseClient } from './house-client.ts';
export {
  simulatePlays,
  type KnownPlay,
  type SimulatedFile,
  type SimulatedHouse,
  type SimulatedPerson,
  type Simulation,
} from '@hearth/demo/plays';
export { startTokenIssuer, type TokenIssuer } from './token-issuer.ts';
export { findOpenOperatorRoutes, HOUSE_SECRET, METRICS_SECRET } from './operator-routes.ts';
export { ROUTE_MATRIX, type Entry, type RouteRow } from './route-matrix.ts';
export { turnFilm } from './turn-film.ts';
export { setRights } from './shared-postgres.ts';
