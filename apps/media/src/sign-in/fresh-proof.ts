import { Injectable } from '@nestjs/common';
import type { SessionId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { checkDeviceProof, type DeviceProof } from './device-proof.js';
import { UsedProofs } from './used-proofs.js';

/** What a request brings to prove its key; `invalid`: there was something, but it proves nothing. */
export type BroughtProof = DeviceProof | 'invalid' | undefined;

/** Asks sessions that are bound to a key for a proof of it. */
@Injectable()
export class FreshProof {
  constructor(
    private readonly database: DataSource,
    private readonly usedProofs: UsedProofs,
  ) {}

  /**
   * For what will outlive a session: a copied cookie alone must not make anything that stays when the session is ended. Sessions
   * without a key pass. Throws `auth.proof-required` or `auth.proof-invalid`.
   */
  async require(sessionId: SessionId, request: FastifyRequest): Promise<void> {
    const [session] = await this.database.query<{ key: string | null }[]>(
      'SELECT key_thumbprint AS key FROM identity.sessions WHERE id = $1',
      [sessionId],
    );
    if (session?.key) await this.check(session.key, await proofOf(request));
  }

  /** Throws `auth.proof-required` or `auth.proof-invalid`. */
  async check(keyThumbprint: string, proof: BroughtProof): Promise<void> {
    if (!proof) throw new HearthError('auth.proof-required');
    const isRight =
      proof !== 'invalid' && proof.thumbprint === keyThumbprint && (await this.usedProofs.isFirstUse(proof));
    if (!isRight) throw new HearthError('auth.proof-invalid');
  }
}

/** The proof in the header `DPoP` (RFC 9449, section 4.1). */
export async function proofOf({ method, headers, url }: FastifyRequest): Promise<BroughtProof> {
  const { dpop } = headers;
  if (dpop === undefined) return undefined;
  const path = url.split('?', 1)[0] ?? url;
  const proof =
    typeof dpop === 'string' &&
    (await checkDeviceProof(dpop, { method, host: headers.host ?? '', path }, new Date()));
  return proof || 'invalid';
}
