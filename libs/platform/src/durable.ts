import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiError,
  type ConsumerConfig,
  type ConsumerInfo,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { EVENT_STREAM } from './event-stream.js';

const ACK_WAIT_MS = 30_000;
const MAX_ACK_PENDING = 500;
const CONSUMER_NOT_FOUND = 10014;

type DurableConfig = Pick<ConsumerConfig, 'filter_subject' | 'ack_wait' | 'max_ack_pending'>;

/** Whether all that one subject with wildcards takes in, another does too. */
export function covers(wide: string, narrow: string): boolean {
  const [wideParts, narrowParts] = [wide.split('.'), narrow.split('.')];
  for (const [at, part] of wideParts.entries()) {
    const other = narrowParts[at];
    if (other === undefined) return false;
    if (part === '>') return true;
    if (part !== '*' && part !== other) return false;
    if (part === '*' && other === '>') return false;
  }
  return wideParts.length === narrowParts.length;
}

/**
 * What a durable consumer must become for a copy that wants this; undefined where it can stay. A wider filter stays, as a
 * newer copy may have asked for it.
 */
export function decideDurableUpdate(
  present: DurableConfig,
  wanted: DurableConfig,
): DurableConfig | undefined {
  const grown: DurableConfig = {
    filter_subject: covers(present.filter_subject ?? '>', wanted.filter_subject ?? '>')
      ? present.filter_subject
      : wanted.filter_subject,
    ack_wait: Math.max(present.ack_wait ?? 0, wanted.ack_wait ?? 0),
    max_ack_pending: Math.max(present.max_ack_pending ?? 0, wanted.max_ack_pending ?? 0),
  };
  const names = ['filter_subject', 'ack_wait', 'max_ack_pending'] as const;
  return names.every((name) => grown[name] === present[name]) ? undefined : grown;
}

async function find(manager: JetStreamManager, durable: string): Promise<ConsumerInfo | undefined> {
  try {
    return await manager.consumers.info(EVENT_STREAM, durable);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === CONSUMER_NOT_FOUND) return undefined;
    throw error;
  }
}

/** Makes a durable consumer of the events that match a filter, or brings the one that is there up to date. */
export async function ensureDurable(
  manager: JetStreamManager,
  durable: string,
  filter: string,
): Promise<ConsumerInfo> {
  const wanted: DurableConfig = {
    filter_subject: filter,
    ack_wait: nanos(ACK_WAIT_MS),
    max_ack_pending: MAX_ACK_PENDING,
  };
  const present = await find(manager, durable);
  if (present === undefined) {
    return manager.consumers.add(EVENT_STREAM, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ...wanted,
    });
  }
  const update = decideDurableUpdate(present.config, wanted);
  return update === undefined ? present : manager.consumers.update(EVENT_STREAM, durable, update);
}

/** Whether the stream's limits took events from a consumer before it had them. Also true where none of those were its own. */
export async function hasMissedEvents(
  manager: JetStreamManager,
  { delivered }: Pick<ConsumerInfo, 'delivered'>,
): Promise<boolean> {
  const { state } = await manager.streams.info(EVENT_STREAM);
  return state.first_seq > delivered.stream_seq + 1;
}
