export { Admission, type AppAdmission } from './admission.js';
export { AdvisoryLocks, findLease, type Lease } from './advisory-locks.js';
export { askService } from './ask-service.js';
export { BackgroundLoop } from './background-loop.js';
export type { Caller } from './caller.js';
export { networkOf } from './client-network.js';
export {
  bareServiceConfig,
  durationMs,
  InvalidConfig,
  parseConfig,
  port,
  serviceConfig,
  sizeBytes,
  type BareServiceConfig,
  type ServiceConfig,
} from './config.js';
export { databaseModule, migrate, type Schema } from './database.js';
export { deleteInBatches } from './delete-in-batches.js';
export { believeTheEdgeAlone } from './edge.js';
export { CalledBy, ENDPOINT, Handle, Input, VisitedBy } from './endpoint.decorators.js';
export { readEnvelope } from './event-codec.js';
export { EventConsumer, type ReceivedEvent } from './event-consumer.js';
export { allFileFacts, FILE_FACTS_PAGE, FILE_FACTS_PATH } from './file-facts.js';
export { FairQueue, QueueIsFull } from './fair-queue.js';
export { SHARE_COOKIE, SHARE_TOKEN_TYPE, type Guest, type GuestAdmission, type Visitor } from './guest.js';
export { HealthChecks, withoutDetails } from './health-checks.js';
export { LivePublisher } from './live-publisher.js';
export { Metrics } from './metrics.js';
export { EVENT_STREAM } from './event-stream.js';
export { NatsConnection } from './nats-connection.js';
export { createOutbox, writeToOutbox } from './outbox.js';
export { outboxRelay } from './outbox-relay.js';
export { ParkedEvents, type ParkedEvent } from './parked-events.js';
export { OperatorRoute, type OperatorAccess } from './operator-route.js';
export { Passwords } from './passwords.js';
export { PlatformModule } from './platform.module.js';
export { HearthError } from './problem.js';
export { problemOf } from './problem-of.js';
export { returning, type Queryable } from './queryable.js';
export { REFUSALS, REFUSALS_PATH, RemoteRefusals, type Refusal, type Refusals } from './refusals.js';
export { ACCESS_TOKEN_LIFETIME_MS, RevokedSessions } from './revoked-sessions.js';
export { createService, runService } from './service.js';
export { StoredPublisher } from './stored-publisher.js';
export { RemoteTokenKeys, type TokenKeys } from './token-keys.js';
export {
  ACCESS_COOKIE,
  type BasicCredentials,
  findCookie,
  findToken,
  isFromOtherSite,
  REFRESH_COOKIE,
} from './token-source.js';
export { TokenVerifier } from './token-verifier.js';
