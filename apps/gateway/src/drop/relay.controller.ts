import { Controller, Get, Logger, Param, Req, Res } from '@nestjs/common';
import { receiveThroughDrop, sendThroughDrop, type InputOf } from '@hearth/contracts';
import { Handle, HearthError, Input, OperatorRoute, problemOf } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DropMembers } from './drop-members.js';
import { memberTokenOf } from './member-token.js';
import { lengthOf, RelayMeetings } from './relay-meetings.js';
import type { OpenSink } from './relay-transfer.js';

/** Bytes from one device through to the other. */
@Controller()
export class RelayController {
  constructor(
    private readonly members: DropMembers,
    private readonly meetings: RelayMeetings,
  ) {}

  @Handle(sendThroughDrop)
  async send(
    @Input() { params }: InputOf<typeof sendThroughDrop>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    try {
      const member = await this.members.getByToken(memberTokenOf(request));
      const source = { stream: request.raw, lengthBytes: lengthOf(request) };
      await this.meetings.send(member, params.transferId, source);
    } catch (error) {
      // What is left of the body is not waited for: it may be gigabytes, unlike that of other requests.
      throw request.raw.complete ? error : hangingUp(problemOf(error));
    }
  }

  @Handle(receiveThroughDrop)
  async receive(
    @Input() { params }: InputOf<typeof receiveThroughDrop>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (request.method === 'HEAD') throw new HearthError('request.method-not-allowed');
    const member = await this.members.getByToken(memberTokenOf(request));
    await answerWith(reply, (openSink) => this.meetings.receive(member, params.transferId, openSink));
  }
}

function hangingUp({ code, details }: HearthError): HearthError {
  return new HearthError(code, { ...details, headers: { ...details.headers, connection: 'close' } });
}

/** Between gateways; nginx does not lead here, and the keys are known to them alone. */
@Controller()
export class RelayLegsController {
  constructor(private readonly meetings: RelayMeetings) {}

  @OperatorRoute('key')
  @Get('/relay-legs/:key')
  async hand(@Param('key') key: string, @Res() reply: FastifyReply): Promise<void> {
    await answerWith(reply, (openSink) => this.meetings.hand(key, openSink));
  }
}

const logger = new Logger('Relay');

/** The answer begins with the first bytes; what fails after that can only be told by cutting it off. */
async function answerWith(reply: FastifyReply, run: (openSink: OpenSink) => Promise<void>): Promise<void> {
  let hasBegun = false;
  try {
    await run((lengthBytes) => {
      hasBegun = true;
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'application/octet-stream',
        'cache-control': 'no-store',
        ...(lengthBytes !== undefined && { 'content-length': lengthBytes }),
      });
      return reply.raw;
    });
  } catch (error) {
    if (!hasBegun) throw error;
    logger.debug(problemOf(error).code);
    reply.raw.destroy();
  }
}
