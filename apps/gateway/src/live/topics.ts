import {
  accessCounted,
  albumChanged,
  deviceChanged,
  devicePaired,
  deviceRevoked,
  fileAdded,
  fileChanged,
  fileRemoved,
  scanProgressed,
  type AccessTokenClaims,
  type DeviceId,
  type EventDefinition,
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
}

/** Whose matter an event is. */
export interface Concerned {
  /** This person's, and any admin's. */
  readonly ownerId: UserId;
  /** Of those who are signed in as a paired device, these alone. */
  readonly deviceIds: readonly DeviceId[];
}

/** What a browser hears of for each topic it may subscribe to. */
export const TOPICS: Readonly<Record<LiveTopic, Topic>> = {
  library: { role: 'viewer', events: [fileAdded, fileChanged, fileRemoved, albumChanged, scanProgressed] },
  analytics: { role: 'editor', events: [accessCounted] },
  devices: {
    role: 'editor',
    events: [devicePaired, deviceChanged, deviceRevoked],
    concerns: (payload) => {
      const { ownerId, deviceId, invitedByDeviceId } = payload as PayloadOf<typeof devicePaired>;
      return { ownerId, deviceIds: invitedByDeviceId ? [deviceId, invitedByDeviceId] : [deviceId] };
    },
  },
};

const BY_SUBJECT = new Map(
  Object.entries(TOPICS).flatMap(([topic, { events }]) =>
    events.map((event) => [event.subject, { topic: topic as LiveTopic, event }] as const),
  ),
);

/** Whether somebody may hear of an event of a topic that is allowed to their role. */
export function mayHear(
  { sub, did, role }: Pick<AccessTokenClaims, 'sub' | 'did' | 'role'>,
  concerned: Concerned | undefined,
): boolean {
  if (!concerned) return true;
  if (did) return concerned.deviceIds.includes(did);
  return role === 'admin' || sub === concerned.ownerId;
}

export function findTopic(subject: string): { topic: LiveTopic; event: EventDefinition } | undefined {
  return BY_SUBJECT.get(subject);
}
