import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileSummary } from './file.js';
import { fileId } from './ids.js';
import { listOf, pageQuery } from './paging.js';

const params = z.object({ id: fileId });

/** How many files one device may keep. */
export const MOST_PINS = 5_000;

export const pinFile = defineEndpoint({
  name: 'pinFile',
  service: 'media',
  method: 'POST',
  path: '/api/files/:id/pin',
  access: 'viewer',
  summary: 'Notes that this device keeps the file for when the hub is away; once more changes nothing.',
  params,
  status: 204,
  problems: ['request.invalid', 'file.not-found', 'pin.too-many'],
});

export const unpinFile = defineEndpoint({
  name: 'unpinFile',
  service: 'media',
  method: 'DELETE',
  path: '/api/files/:id/pin',
  access: 'viewer',
  summary: 'This device keeps the file no longer.',
  params,
  problems: ['request.invalid'],
});

export const listPins = defineEndpoint({
  name: 'listPins',
  service: 'media',
  method: 'GET',
  path: '/api/pins',
  access: 'viewer',
  summary: 'What this device keeps, the latest first. What has left the library since then is passed over.',
  query: pageQuery,
  response: listOf(fileSummary),
  problems: ['request.invalid'],
});

export const pinsEndpoints = { pinFile, unpinFile, listPins };
