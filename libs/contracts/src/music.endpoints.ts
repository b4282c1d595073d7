import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileSummary, track } from './file.js';
import { listOf, pageQuery } from './paging.js';
import { text } from './text.js';

const artistName = text({ min: 1, max: 1_000 });

export const musicArtist = z.object({
  name: z.string(),
  albums: z.int(),
  tracks: z.int(),
  coverUrl: z.string().nullable(),
});
export type MusicArtist = z.infer<typeof musicArtist>;

export const musicAlbum = z.object({
  /** Stays the same as long as title and album artist do; of an album without an album artist, title and folder. */
  id: z.guid(),
  title: z.string(),
  /** Null where its songs are by several. */
  artist: z.string().nullable(),
  year: z.int().nullable(),
  tracks: z.int(),
  durationSec: z.number(),
  coverUrl: z.string().nullable(),
});
export type MusicAlbum = z.infer<typeof musicAlbum>;

/** A song as it stands in a list. */
export const musicTrack = fileSummary.extend({
  title: z.string().nullable(),
  artist: z.string().nullable(),
  album: z.string().nullable(),
  track: track.nullable(),
});
export type MusicTrack = z.infer<typeof musicTrack>;

export const listMusicArtists = defineEndpoint({
  name: 'listMusicArtists',
  service: 'media',
  method: 'GET',
  path: '/api/music/artists',
  access: 'viewer',
  isHeavy: true,
  summary: 'Who made the music of the library, by name: the album artist, where one is named.',
  query: pageQuery,
  response: listOf(musicArtist),
  problems: ['request.invalid'],
});

export const listMusicAlbums = defineEndpoint({
  name: 'listMusicAlbums',
  service: 'media',
  method: 'GET',
  path: '/api/music/albums',
  access: 'viewer',
  isHeavy: true,
  summary: 'The records of the library by title, or those of one artist.',
  query: pageQuery.extend({ artist: artistName.optional() }),
  response: listOf(musicAlbum),
  problems: ['request.invalid'],
});

export const listMusicTracks = defineEndpoint({
  name: 'listMusicTracks',
  service: 'media',
  method: 'GET',
  path: '/api/music/tracks',
  access: 'viewer',
  isHeavy: true,
  summary:
    'Songs in the order in which they are heard: by album, disc and number. All, those of an artist, or of an album.',
  query: pageQuery.extend({ artist: artistName.optional(), albumId: z.guid().optional() }),
  response: listOf(musicTrack),
  problems: ['request.invalid'],
});

export const musicEndpoints = { listMusicArtists, listMusicAlbums, listMusicTracks };
