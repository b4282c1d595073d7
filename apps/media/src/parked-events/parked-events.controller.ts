import { Controller } from '@nestjs/common';
import {
  discardParkedEvent,
  listParkedEvents,
  retryParkedEvent,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { Handle, HearthError, Input, ParkedEvents } from '@hearth/platform';

const LISTED_AT_MOST = 100;

/** For the admin of a hub on which a service could not handle an event. */
@Controller()
export class ParkedEventsController {
  constructor(private readonly parked: ParkedEvents) {}

  @Handle(listParkedEvents)
  async list(): Promise<OutputOf<typeof listParkedEvents>> {
    return { items: await this.parked.list(LISTED_AT_MOST) };
  }

  @Handle(retryParkedEvent)
  async retry(@Input() { params }: InputOf<typeof retryParkedEvent>): Promise<void> {
    if (!(await this.parked.retry(params.number))) throw new HearthError('event.not-parked');
  }

  @Handle(discardParkedEvent)
  async discard(@Input() { params }: InputOf<typeof discardParkedEvent>): Promise<void> {
    if (!(await this.parked.discard(params.number))) throw new HearthError('event.not-parked');
  }
}
