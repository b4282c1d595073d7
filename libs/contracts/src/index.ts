import { analyticsEndpoints } from './analytics.endpoints.js';
import { albumsEndpoints } from './albums.endpoints.js';
import { appPasswordsEndpoints } from './app-passwords.endpoints.js';
import { archivesEndpoints } from './archives.endpoints.js';
import { binEndpoints } from './bin.endpoints.js';
import { fileChangesEndpoints } from './file-changes.endpoints.js';
import { foldersEndpoints } from './folders.endpoints.js';
import { overviewEndpoints } from './overview.endpoints.js';
import { authEndpoints } from './auth.endpoints.js';
import { captureEvents } from './capture.events.js';
import { catalogEvents } from './catalog.events.js';
import { davEndpoints } from './dav.endpoints.js';
import { dropEndpoints } from './drop.endpoints.js';
import { dropSocket } from './drop.js';
import { captureEndpoints } from './capture.endpoints.js';
import { captureSocket } from './capture-socket.js';
import { poseEndpoints } from './pose.endpoints.js';
import { takesEndpoints } from './takes.endpoints.js';
import type { Endpoint } from './endpoint.js';
import type { EventDefinition } from './event.js';
import { failuresEndpoints } from './failures.endpoints.js';
import { filesEndpoints } from './files.endpoints.js';
import { guestsEndpoints } from './guests.endpoints.js';
import { healthEndpoints } from './health.endpoints.js';
import { identityEvents } from './identity.events.js';
import { liveSocket } from './live.js';
import { peopleInsightEndpoints } from './people-insight.endpoints.js';
import { pairingEndpoints } from './pairing.endpoints.js';
import { parkedEventsEndpoints } from './parked-events.endpoints.js';
import { peopleEndpoints } from './people.endpoints.js';
import { pinsEndpoints } from './pins.endpoints.js';
import { playbackEndpoints } from './playback.endpoints.js';
import { playbackEvents } from './playback.events.js';
import { playerLinksEndpoints } from './player-links.endpoints.js';
import { uploadEvents } from './upload.events.js';
import { musicEndpoints } from './music.endpoints.js';
import { textsEndpoints } from './texts.endpoints.js';
import { renditionsEndpoints } from './renditions.endpoints.js';
import { sharesEndpoints } from './shares.endpoints.js';
import type { SocketDefinition } from './socket.js';
import { syncEndpoints } from './sync.endpoints.js';
import { uploadsEndpoints } from './uploads.endpoints.js';

export * from './analytics.endpoints.js';
export * from './app-passwords.endpoints.js';
export * from './auth.endpoints.js';
export * from './capture.endpoints.js';
export * from './capture-clock.js';
export * from './capture-envelope.js';
export * from './capture-session.js';
export * from './capture-socket.js';
export * from './capture.events.js';
export * from './catalog.events.js';
export * from './client.js';
export * from './dav.endpoints.js';
export * from './decide-playback.js';
export * from './device-key.js';
export * from './drop.endpoints.js';
export * from './drop.js';
export * from './endpoint.js';
export * from './event.js';
export * from './failures.endpoints.js';
export * from './file.js';
export * from './albums.endpoints.js';
export * from './archives.endpoints.js';
export * from './bin.endpoints.js';
export * from './file-changes.endpoints.js';
export * from './folders.endpoints.js';
export * from './overview.endpoints.js';
export * from './file-filter.js';
export * from './files.endpoints.js';
export * from './frame-alignment.js';
export * from './full-picture.js';
export * from './guests.endpoints.js';
export * from './health.endpoints.js';
export * from './identity.events.js';
export * from './ids.js';
export * from './live.js';
export * from './music.endpoints.js';
export * from './orientation.js';
export * from './paging.js';
export * from './pairing.endpoints.js';
export * from './parked-events.endpoints.js';
export * from './people.endpoints.js';
export * from './people-insight.endpoints.js';
export * from './playback.js';
export * from './pins.endpoints.js';
export * from './playback.endpoints.js';
export * from './playback.events.js';
export * from './player-links.endpoints.js';
export * from './upload.events.js';
export * from './pose.endpoints.js';
export * from './problems.js';
export * from './renditions.endpoints.js';
export * from './shares.endpoints.js';
export * from './socket.js';
export * from './sync.endpoints.js';
export * from './takes.endpoints.js';
export * from './text.js';
export * from './texts.endpoints.js';
export * from './uploads.endpoints.js';
export * from './user.js';

/** Every route of the product. */
export const endpoints = {
  ...authEndpoints,
  ...peopleEndpoints,
  ...pairingEndpoints,
  ...filesEndpoints,
  ...failuresEndpoints,
  ...overviewEndpoints,
  ...foldersEndpoints,
  ...fileChangesEndpoints,
  ...binEndpoints,
  ...archivesEndpoints,
  ...albumsEndpoints,
  ...uploadsEndpoints,
  ...sharesEndpoints,
  ...pinsEndpoints,
  ...appPasswordsEndpoints,
  ...davEndpoints,
  ...guestsEndpoints,
  ...syncEndpoints,
  ...playbackEndpoints,
  ...renditionsEndpoints,
  ...musicEndpoints,
  ...textsEndpoints,
  ...playerLinksEndpoints,
  ...analyticsEndpoints,
  ...dropEndpoints,
  ...captureEndpoints,
  ...takesEndpoints,
  ...poseEndpoints,
  ...peopleInsightEndpoints,
  ...healthEndpoints,
  ...parkedEventsEndpoints,
} as const satisfies Record<string, Endpoint>;

/** Every event that crosses services. */
export const events = {
  ...catalogEvents,
  ...identityEvents,
  ...playbackEvents,
  ...uploadEvents,
  ...captureEvents,
} as const satisfies Record<string, EventDefinition>;

/** Every WebSocket of the product. */
export const sockets = {
  live: liveSocket,
  drop: dropSocket,
  capture: captureSocket,
} as const satisfies Record<string, SocketDefinition>;
