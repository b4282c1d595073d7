import { z } from 'zod';
import { captureSession } from './capture-session.js';
import { defineEvent } from './event.js';
import { userId } from './ids.js';

export const captureSessionChanged = defineEvent({
  subject: 'hearth.live.capture.session-changed.v1',
  summary:
    'A phone has joined, left or changes its state, a take begins or ends, or the session is over. Not stored: the next one replaces it.',
  payload: z.object({ ownerId: userId, session: captureSession }),
  publishers: ['gateway'],
  consumers: ['gateway'],
});

export const captureEvents = { captureSessionChanged };
