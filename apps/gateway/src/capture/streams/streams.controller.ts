import { Controller, Req, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  CAPTURE_KINDS,
  captureNtpSync,
  encodeEnvelope,
  isJpeg,
  offerCaptureStream,
  packEnvelopes,
  sendCaptureFrame,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { findToken, Handle, HearthError, Input } from '@hearth/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MessageBudget } from '../../sockets/message-budget.js';
import { CaptureTokens } from '../joining/capture-tokens.js';
import { hubNowMs } from '../joining/hub-clock.js';
import { LiveSessions } from './live-sessions.js';
import { WebRtcIntake } from './webrtc-intake.js';

/** Single pictures come at most thirty times a second; what waited over a gap comes packed. */
const REQUESTS = { burst: 90, perSecond: 32 };
const MOST_REMEMBERED = 2_000;
const PACKED = 'application/octet-stream';

/** What phones send by HTTP: the clock, the offer, and frames where nothing else works. */
@Controller()
export class StreamsController implements OnModuleInit {
  private readonly budgets = new Map<string, MessageBudget>();

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly tokens: CaptureTokens,
    private readonly sessions: LiveSessions,
    private readonly webRtc: WebRtcIntake,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    for (const type of ['image/jpeg', PACKED])
      fastify.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  }

  @Handle(captureNtpSync)
  sync(@Input() { body }: InputOf<typeof captureNtpSync>): OutputOf<typeof captureNtpSync> {
    return { ...body, serverReceivedAt: hubNowMs(), serverSentAt: hubNowMs() };
  }

  @Handle(offerCaptureStream)
  async offer(
    @Input() { body }: InputOf<typeof offerCaptureStream>,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof offerCaptureStream>> {
    const { deviceId, sessionId } = this.phoneOf(request);
    this.limit(deviceId, 10);
    const port = await this.sessions.get(sessionId);
    return { sdp: await this.webRtc.answer(body.sdp, deviceId, port), type: 'answer' };
  }

  @Handle(sendCaptureFrame)
  async frames(
    @Input() { query }: InputOf<typeof sendCaptureFrame>,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof sendCaptureFrame>> {
    const { deviceId, sessionId } = this.phoneOf(request);
    this.limit(`${sessionId} ${deviceId}`);
    const body = request.body instanceof Uint8Array ? request.body : undefined;
    if (!body) throw new HearthError('request.unsupported-media-type');
    const port = await this.sessions.get(sessionId);
    const isPacked = request.headers['content-type']?.startsWith(PACKED);
    return port.receive(deviceId, isPacked ? body : packEnvelopes([envelopeOf(body, query)]));
  }

  private phoneOf(request: FastifyRequest): ReturnType<CaptureTokens['readStreaming']> {
    const source = findToken(request);
    if (source?.via !== 'bearer') throw new HearthError('auth.required');
    return this.tokens.readStreaming(source.token);
  }

  /** At this copy: what costs is parsing and keeping, not the request. */
  private limit(key: string, amount = 1): void {
    if (this.budgets.size > MOST_REMEMBERED) this.budgets.clear();
    const budget = this.budgets.get(key) ?? new MessageBudget(REQUESTS, performance.now());
    this.budgets.set(key, budget);
    if (!budget.take(performance.now(), amount))
      throw new HearthError('request.rate-limited', { headers: { 'retry-after': '1' } });
  }
}

function envelopeOf(
  jpeg: Uint8Array,
  { seq, capturedAt }: InputOf<typeof sendCaptureFrame>['query'],
): Uint8Array {
  if (!isJpeg(jpeg)) throw new HearthError('capture.frame-invalid');
  if (seq === undefined || capturedAt === undefined)
    throw new HearthError('request.invalid', { detail: 'A picture needs `seq` and `capturedAt`.' });
  return encodeEnvelope({ kind: CAPTURE_KINDS.jpeg, seq, capturedAtMs: capturedAt, desc: {}, payload: jpeg });
}
