import { Controller, Inject, Req, Res } from '@nestjs/common';
import {
  createCaptureSession,
  endCaptureSession,
  getCaptureSession,
  registerCaptureDevice,
  validateCaptureToken,
  watchCaptureSession,
  type CaptureSessionId,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, HearthError, Input, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config.js';
import { LiveSessions } from '../streams/live-sessions.js';
import { CaptureTokens } from './capture-tokens.js';
import {
  findSession,
  getOwnSession,
  insertDevice,
  insertSession,
  type SessionRecord,
} from './session-record.js';

/**
 * On a screen nothing is smudged, and the token is long: fewer corrections make larger squares. A token is as good as random, so that no mask
 * is better than another; weighing all eight took ten times as long as the rest.
 */
const QR = { type: 'svg', errorCorrectionLevel: 'L', margin: 2, maskPattern: 2 } as const;

@Controller()
export class JoiningController {
  constructor(
    private readonly database: DataSource,
    private readonly tokens: CaptureTokens,
    private readonly sessions: LiveSessions,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Handle(createCaptureSession)
  async create(
    @Input() { body }: InputOf<typeof createCaptureSession>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof createCaptureSession>> {
    const id = v7() as CaptureSessionId;
    const expiresAt = new Date(Date.now() + body.tokenTtlSec * 1000);
    const session = {
      ...{ id, mode: body.mode, label: body.label ?? null, expectedDevices: body.expectedDevices },
      ...{ makerId: caller.userId, makerName: caller.username, expiresAt },
    };
    await insertSession(this.database, session, caller.role);
    const pairingToken = await this.tokens.forJoining(id, expiresAt);
    const pairingUrl = new URL(`/pair#${pairingToken}`, this.config.HEARTH_PUBLIC_URL).href;
    reply.header('cache-control', 'no-store');
    return {
      ...{ sessionId: id, pairingUrl, pairingToken, expiresAt: expiresAt.toISOString() },
      // As bytes: a token has no stretch of digits or capitals worth looking for.
      qrSvg: await QRCode.toString([{ data: Buffer.from(pairingUrl), mode: 'byte' }], QR),
    };
  }

  @Handle(validateCaptureToken)
  async validate(
    @Input() { query }: InputOf<typeof validateCaptureToken>,
  ): Promise<OutputOf<typeof validateCaptureToken>> {
    const session = await this.getJoinable(query.token);
    return {
      ...{ valid: true, sessionId: session.id, mode: session.mode, label: session.label },
      ...{ expectedDevices: session.expectedDevices, registeredDevices: session.registered },
      expiresAt: session.expiresAt.toISOString(),
    };
  }

  @Handle(registerCaptureDevice)
  async register(
    @Input() { body }: InputOf<typeof registerCaptureDevice>,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof registerCaptureDevice>> {
    const { token, deviceId, metadata } = body;
    const session = await this.getJoinable(token);
    const device = {
      deviceId,
      metadata,
      label: metadata.label ?? metadata.model ?? `Phone ${session.registered + 1}`,
    };
    await insertDevice(this.database, session.id, device);
    const port = await this.sessions.get(session.id);
    await port.addDevice(device);
    const origin = `${request.protocol}://${request.host}`;
    return {
      ...{ deviceId, sessionId: session.id, registered: true },
      streamToken: await this.tokens.forStreaming(session.id, deviceId),
      wsUrl: `${origin.replace(/^http/, 'ws')}/ws/capture`,
      signalingUrl: `${origin}/api/capture/offer`,
      gatewayId: port.gatewayId,
    };
  }

  @Handle(getCaptureSession)
  async get(
    @Input() { params }: InputOf<typeof getCaptureSession>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof getCaptureSession>> {
    const session = await getOwnSession(this.database, params.id, caller);
    const port = await this.sessions.find(session.id);
    return port ? port.describe() : describeEnded(session);
  }

  @Handle(watchCaptureSession)
  async watch(
    @Input() { params }: InputOf<typeof watchCaptureSession>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof watchCaptureSession>> {
    const session = await getOwnSession(this.database, params.id, caller);
    return { token: await this.tokens.forWatching(session.id, caller) };
  }

  @Handle(endCaptureSession)
  async end(
    @Input() { params }: InputOf<typeof endCaptureSession>,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    const session = await getOwnSession(this.database, params.id, caller);
    await (await this.sessions.find(session.id))?.end();
  }

  private async getJoinable(token: string): Promise<SessionRecord> {
    const session = await findSession(this.database, this.tokens.readJoining(token));
    if (!session || session.endedAt) throw new HearthError('capture.session-ended');
    return session;
  }
}

function describeEnded(session: SessionRecord): OutputOf<typeof getCaptureSession> {
  const { id, mode, label, expectedDevices } = session;
  return {
    ...{ sessionId: id, mode, label, expectedDevices, devices: [], skewMs: null, take: null },
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    endedAt: session.endedAt?.toISOString() ?? null,
  };
}
