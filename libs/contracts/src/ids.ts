import { z } from 'zod';

/** Ids are UUIDv7 (RFC 9562, section 5.7); the brand keeps a file's id from being passed where a user's is due. */
const id = <B extends string>() => z.uuid().brand<B>();

export const fileId = id<'FileId'>();
export const userId = id<'UserId'>();
export const sessionId = id<'SessionId'>();
export const deviceId = id<'DeviceId'>();
export const pairingId = id<'PairingId'>();
export const playbackId = id<'PlaybackId'>();
export const uploadId = id<'UploadId'>();
export const albumId = id<'AlbumId'>();
export const archiveId = id<'ArchiveId'>();
export const shareId = id<'ShareId'>();
export const dropSessionId = id<'DropSessionId'>();
/** A device in a drop session, for as long as it is in it. */
export const peerId = id<'PeerId'>();
export const captureSessionId = id<'CaptureSessionId'>();
export const takeId = id<'TakeId'>();
/** Of a program that signs in by itself. */
export const appPasswordId = id<'AppPasswordId'>();
export const eventId = id<'EventId'>();

export type FileId = z.infer<typeof fileId>;
export type UserId = z.infer<typeof userId>;
export type SessionId = z.infer<typeof sessionId>;
export type DeviceId = z.infer<typeof deviceId>;
export type PairingId = z.infer<typeof pairingId>;
export type PlaybackId = z.infer<typeof playbackId>;
export type UploadId = z.infer<typeof uploadId>;
export type AlbumId = z.infer<typeof albumId>;
export type ArchiveId = z.infer<typeof archiveId>;
export type ShareId = z.infer<typeof shareId>;
export type DropSessionId = z.infer<typeof dropSessionId>;
export type PeerId = z.infer<typeof peerId>;
export type CaptureSessionId = z.infer<typeof captureSessionId>;
export type TakeId = z.infer<typeof takeId>;
export type AppPasswordId = z.infer<typeof appPasswordId>;
export type EventId = z.infer<typeof eventId>;
