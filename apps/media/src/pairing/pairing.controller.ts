import { Controller, Inject, Req, Res } from '@nestjs/common';
import {
  cancelPairing,
  confirmPairing,
  generatePairing,
  inspectPairing,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { clientOf } from '../sign-in/client.js';
import { FreshProof } from '../sign-in/fresh-proof.js';
import { SessionTokens } from '../sign-in/session-tokens.js';
import { Invitations } from './invitations.js';
import { Join } from './join.js';

/** The quiet zone that the standard of QR codes asks for is four modules; scanners are content with two. */
const QR = { type: 'svg', errorCorrectionLevel: 'M', margin: 2 } as const;

@Controller()
export class PairingController {
  constructor(
    private readonly invitations: Invitations,
    private readonly joining: Join,
    private readonly tokens: SessionTokens,
    private readonly freshProof: FreshProof,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  @Handle(generatePairing)
  async generate(
    @Input() { body }: InputOf<typeof generatePairing>,
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof generatePairing>> {
    await this.freshProof.require(caller.sessionId, request);
    const invitation = await this.invitations.invite(caller, { role: 'viewer', ...body });
    reply.header('cache-control', 'no-store');
    return {
      ...invitation,
      codeExpiresAt: invitation.codeExpiresAt.toISOString(),
      expiresAt: invitation.expiresAt.toISOString(),
      qrSvg: await QRCode.toString(invitation.pairingUrl, QR),
    };
  }

  @Handle(inspectPairing)
  async inspect(
    @Input() { body }: InputOf<typeof inspectPairing>,
    @Req() { ip }: FastifyRequest,
  ): Promise<OutputOf<typeof inspectPairing>> {
    const { role, label, invitedBy, expiresAt } = await this.invitations.get(body, ip);
    return {
      role,
      label,
      invitedBy,
      hubName: this.config.HEARTH_HUB_NAME,
      expiresAt: expiresAt.toISOString(),
    };
  }

  @Handle(confirmPairing)
  async confirm(
    @Input() { body }: InputOf<typeof confirmPairing>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof confirmPairing>> {
    const { device, session } = await this.joining.join(body, body, clientOf(request));
    return { device, ...(await this.tokens.handOver(session, reply)) };
  }

  @Handle(cancelPairing)
  cancel(
    @Input() { params: { pairingId } }: InputOf<typeof cancelPairing>,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    return this.invitations.withdraw(caller, pairingId);
  }
}
