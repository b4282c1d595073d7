import {
  accessCounted,
  deviceChanged,
  devicePaired,
  deviceRevoked,
  fileAdded,
  fileChanged,
  fileRemoved,
  scanProgressed,
  type EventDefinition,
  type LiveTopic,
  type Role,
  type UserId,
} from '@hearth/contracts';

interface Topic {
  /** Who may hear of it. */
  readonly role: Role;
  readonly events: readonly EventDefinition[];
  /** Whose matter an event is, where only that person and admins may hear of it. */
  readonly ownerOf?: (payload: unknown) => UserId;
}

/** What a browser hears of for each topic it may subscribe to. */
export const TOPICS: Readonly<Record<LiveTopic, Topic>> = {
  library: { role: 'viewer', events: [fileAdded, fileChanged, fileRemoved, scanProgressed] },
  analytics: { role: 'editor', events: [accessCounted] },
  devices: {
    role: 'editor',
    events: [devicePaired, deviceChanged, deviceRevoked],
    ownerOf: (payload) => (payload as { ownerId: UserId }).ownerId,
  },
};

const BY_SUBJECT = new Map(
  Object.entries(TOPICS).flatMap(([topic, { events }]) =>
    events.map((event) => [event.subject, { topic: topic as LiveTopic, event }] as const),
  ),
);

/** Whether somebody may hear of an event of a topic that is allowed to that role. */
export function mayHear(
  listener: { readonly id: UserId; readonly role: Role },
  ownerId: UserId | undefined,
): boolean {
  return ownerId === undefined || listener.role === 'admin' || listener.id === ownerId;
}

export function findTopic(subject: string): { topic: LiveTopic; event: EventDefinition } | undefined {
  return BY_SUBJECT.get(subject);
}
