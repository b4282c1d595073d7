import {
  accessCounted,
  fileAdded,
  fileChanged,
  fileRemoved,
  scanProgressed,
  type EventDefinition,
  type LiveTopic,
  type Role,
} from '@hearth/contracts';

interface Topic {
  /** Who may hear of it. */
  readonly role: Role;
  readonly events: readonly EventDefinition[];
}

/** What a browser hears of for each topic it may subscribe to. */
export const TOPICS: Readonly<Record<LiveTopic, Topic>> = {
  library: { role: 'viewer', events: [fileAdded, fileChanged, fileRemoved, scanProgressed] },
  analytics: { role: 'editor', events: [accessCounted] },
};

const BY_SUBJECT = new Map(
  Object.entries(TOPICS).flatMap(([topic, { events }]) =>
    events.map((event) => [event.subject, { topic: topic as LiveTopic, event }] as const),
  ),
);

export function findTopic(subject: string): { topic: LiveTopic; event: EventDefinition } | undefined {
  return BY_SUBJECT.get(subject);
}
