import { z } from 'zod';
import { captureSession } from './capture-session.js';
import { defineEvent } from './event.js';
import { fileId, takeId, userId } from './ids.js';

export const captureSessionChanged = defineEvent({
  subject: 'hearth.live.capture.session-changed.v1',
  summary:
    'A phone has joined, left or changes its state, a take begins or ends, or the session is over. Not stored: the next one replaces it.',
  payload: z.object({ ownerId: userId, session: captureSession }),
  publishers: ['gateway'],
  consumers: ['gateway'],
});

export const takeRemoved = defineEvent({
  subject: 'hearth.capture.take.removed.v1',
  summary:
    'Somebody has a take removed, or its time is over. Its files are off the disk for good: nothing of them is to stay in the index.',
  payload: z.object({ takeId, fileIds: z.array(fileId) }),
  publishers: ['gateway'],
  consumers: ['media'],
});

export const captureEvents = { captureSessionChanged, takeRemoved };
