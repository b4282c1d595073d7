import type { DevicePublicKey } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { createPublicKey } from 'node:crypto';
import { thumbprint } from '../signing-key.js';

/** The name of a key (RFC 7638). Throws `request.invalid` for what is no point of the curve. */
export function thumbprintOf(publicKey: DevicePublicKey): string {
  try {
    createPublicKey({ key: { ...publicKey }, format: 'jwk' });
  } catch {
    const field = { path: 'publicKey', message: 'must be a point of the curve P-256' };
    throw new HearthError('request.invalid', { detail: `${field.path}: ${field.message}`, fields: [field] });
  }
  return thumbprint({ ...publicKey });
}
