import { Controller, Req, Res } from '@nestjs/common';
import {
  dropEvents,
  joinDrop,
  sendDropSignal,
  type InputOf,
  type OutputOf,
  type PeerId,
} from '@hearth/contracts';
import { Handle, HearthError, Input, networkOf } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Attempts } from '../realtime/attempts.js';
import { MessageBudget } from '../sockets/message-budget.js';
import { DropMembers } from './drop-members.js';
import { MailMembers } from './mail-members.js';
import { memberTokenOf } from './member-token.js';
import { Signalling } from './signalling.js';

const JOINS_PER_NETWORK = 200;
const SIGNALS = { burst: 600, perSecond: 100 };
const REMEMBERED_BUDGETS = 10_000;

/** What `/ws/drop` does, for those who cannot have a WebSocket. */
@Controller()
export class MembersController {
  /** As much as on the WebSocket. */
  private readonly budgets = new Map<PeerId, MessageBudget>();

  constructor(
    private readonly members: DropMembers,
    private readonly mail: MailMembers,
    private readonly signalling: Signalling,
    private readonly attempts: Attempts,
  ) {}

  @Handle(joinDrop)
  async join(
    @Input() { body }: InputOf<typeof joinDrop>,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof joinDrop>> {
    await this.attempts.count([{ key: `drop-join:${networkOf(ip)}`, attempts: JOINS_PER_NETWORK }]);
    reply.header('cache-control', 'no-store');
    return this.mail.join(body, ip);
  }

  @Handle(dropEvents)
  async events(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (request.method === 'HEAD') throw new HearthError('request.method-not-allowed');
    const member = await this.members.getByToken(memberTokenOf(request));
    const lastSeen = request.headers['last-event-id'];
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    try {
      await this.mail.connect(member, reply.raw, /^\d{1,15}$/.test(String(lastSeen)) ? Number(lastSeen) : 0);
    } catch {
      // The head has gone out: it comes again.
      reply.raw.destroy();
    }
  }

  @Handle(sendDropSignal)
  async say(
    @Input() { body }: InputOf<typeof sendDropSignal>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const member = await this.members.getByToken(memberTokenOf(request));
    if (!this.budgetOf(member.peerId).take(performance.now()))
      throw new HearthError('request.rate-limited', { headers: { 'retry-after': '1' } });
    if (body.type === 'leave') return this.mail.leave(member);
    if (body.type === 'ping') return this.signalling.answerPing(member);
    await this.signalling.hand(member, body);
  }

  private budgetOf(peerId: PeerId): MessageBudget {
    const budget = this.budgets.get(peerId) ?? new MessageBudget(SIGNALS, performance.now());
    this.budgets.set(peerId, budget);
    const [oldest] = this.budgets.keys();
    if (oldest && this.budgets.size > REMEMBERED_BUDGETS) this.budgets.delete(oldest);
    return budget;
  }
}
