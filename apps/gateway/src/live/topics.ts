import {
  accessCounted,
  albumChanged,
  captureSessionChanged,
  deviceChanged,
  devicePaired,
  deviceRevoked,
  fileAdded,
  fileChanged,
  fileRemoved,
  scanProgressed,
  uploadProgressed,
  type AccessTokenClaims,
  type DeviceId,
  type EventDefinition,
  type LIVE_TOPICS,
  type LiveTopic,
  type PayloadOf,
  type Role,
  type UserId,
} from '@hearth/contracts';

interface Topic {
  /** Who may hear of it. */
  readonly role: Role;
  readonly events: readonly EventDefinition[];
  /** Whose matter an event is, where it is not everybody's who may hear of the topic. */
  readonly concerns?: (payload: unknown) => Concerned;
  /** Of which one an event tells, where each has a topic of its own. */
  readonly idOf?: (payload: unknown) => string;
}

/** Whose matter an event is. */
export interface Concerned {
  /** This person's, and any admin's. */
  readonly ownerId: UserId;
  /** Of those who are signed in as a paired device, these alone, or any of that person. */
  readonly deviceIds: readonly DeviceId[] | 'any';
}

type TopicName = (typeof LIVE_TOPICS)[number] | 'capture';

/** What a browser hears of for each topic it may subscribe to; `capture` stands for those of all sessions. */
export const TOPICS: Readonly<Record<TopicName, Topic>> = {
  library: { role: 'viewer', events: [fileAdded, fileChanged, fileRemoved, albumChanged, scanProgressed] },
  uploads: {
    role: 'viewer',
    events: [uploadProgressed],
    concerns: (payload) => {
      const { ownerId, deviceId } = payload as PayloadOf<typeof uploadProgressed>;
      return { ownerId, deviceIds: deviceId ? [deviceId] : [] };
    },
  },
  analytics: { role: 'editor', events: [accessCounted] },
  devices: {
    role: 'editor',
    events: [devicePaired, deviceChanged, deviceRevoked],
    concerns: (payload) => {
      const { ownerId, deviceId, invitedByDeviceId } = payload as PayloadOf<typeof devicePaired>;
      return { ownerId, deviceIds: invitedByDeviceId ? [deviceId, invitedByDeviceId] : [deviceId] };
    },
  },
  capture: {
    role: 'editor',
    events: [captureSessionChanged],
    concerns: (payload) => {
      const { ownerId } = payload as PayloadOf<typeof captureSessionChanged>;
      return { ownerId, deviceIds: 'any' };
    },
    idOf: (payload) => (payload as PayloadOf<typeof captureSessionChanged>).session.sessionId,
  },
};

const BY_SUBJECT = new Map(
  Object.entries(TOPICS).flatMap(([topic, { events }]) =>
    events.map((event) => [event.subject, { topic: topic as TopicName, event }] as const),
  ),
);

/** Whether somebody may hear of an event of a topic that is allowed to their role. */
export function mayHear(
  { sub, did, role }: Pick<AccessTokenClaims, 'sub' | 'did' | 'role'>,
  concerned: Concerned | undefined,
): boolean {
  if (!concerned) return true;
  if (did && concerned.deviceIds !== 'any') return concerned.deviceIds.includes(did);
  return role === 'admin' || sub === concerned.ownerId;
}

export function findTopic(subject: string): { topic: TopicName; event: EventDefinition } | undefined {
  return BY_SUBJECT.get(subject);
}

/** Who may subscribe. */
export function roleOf(topic: LiveTopic): Role {
  return TOPICS[topic.split(':', 1)[0] as TopicName].role;
}

/** What an event of a topic comes under. */
export function topicOf(name: TopicName, payload: unknown): LiveTopic {
  const id = TOPICS[name].idOf?.(payload);
  return (id === undefined ? name : `${name}:${id}`) as LiveTopic;
}
