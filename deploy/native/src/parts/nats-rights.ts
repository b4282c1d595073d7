import type { ServiceName } from '../service-names.ts';

/** What a NATS login may do: subjects, wildcards allowed. */
export interface NatsRights {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** What a service does with events, from which its rights follow. */
interface Part {
  /** Subjects that it tells of. */
  readonly says: readonly string[];
  /** Subjects that it hears as they come, unstored. */
  readonly hears: readonly string[];
  /** Its durable consumers, each with its filter. */
  readonly durables: Readonly<Record<string, string>>;
  /** What it keeps views of its own of, each with its filter; `>` has none, and is a view of all the stream. */
  readonly follows: readonly string[];
  /** The one that has a stream grow, and takes up again what was parked. */
  readonly keepsStreams?: boolean;
}

const EVENTS = 'HEARTH';
const PARKED = 'HEARTH_PARKED';
const REVOCATIONS = ['hearth.identity.session.revoked.v1', 'hearth.identity.session.outdated.v1'];

/** Held against the contracts and the code's consumers by `libs/testing/src/nats-rights.spec.ts`. */
const PARTS: Readonly<Record<ServiceName, Part>> = {
  media: {
    says: ['hearth.catalog.>', 'hearth.identity.>', 'hearth.playback.>', 'hearth.live.uploads.>'],
    hears: [],
    durables: { 'media-takes': 'hearth.capture.take.removed.v1' },
    follows: [...REVOCATIONS, 'hearth.catalog.file.*.v1'],
    keepsStreams: true,
  },
  // It opens hostile files: it tells of files, and hears nothing.
  indexer: { says: ['hearth.catalog.>', 'hearth.live.library.>'], hears: [], durables: {}, follows: [] },
  analytics: {
    says: ['hearth.live.analytics.>'],
    hears: [],
    durables: {
      'analytics-files': 'hearth.catalog.file.*.v1',
      'analytics-users': 'hearth.identity.user.*.v1',
      'analytics-playback': 'hearth.playback.segments.*.v1',
      'analytics-searches': 'hearth.catalog.search.made.v1',
    },
    follows: REVOCATIONS,
  },
  gateway: {
    says: ['hearth.capture.>', 'hearth.live.drop.>', 'hearth.live.capture.>'],
    hears: ['hearth.live.>'],
    durables: { 'gateway-captures': 'hearth.catalog.file.>' },
    follows: [...REVOCATIONS, '>'],
  },
};

/** Where answers to a login's questions come to: nobody else may listen there. */
const inboxOf = (login: string) => `_INBOX.${login}.>`;

/** What `$JS.API` has to be asked for by a service; a stream is made by whoever comes first. */
function streamQuestions({ keepsStreams }: Part): string[] {
  const both = (verb: string) => [EVENTS, PARKED].map((stream) => `$JS.API.STREAM.${verb}.${stream}`);
  const upkeep = [
    ...both('UPDATE'),
    `$JS.API.STREAM.MSG.GET.${PARKED}`,
    `$JS.API.STREAM.MSG.DELETE.${PARKED}`,
  ];
  return ['$JS.API.INFO', ...both('INFO'), ...both('CREATE'), ...(keepsStreams ? upkeep : [])];
}

function durableQuestions([durable, filter]: [string, string]): string[] {
  return [
    `$JS.API.CONSUMER.INFO.${EVENTS}.${durable}`,
    `$JS.API.CONSUMER.CREATE.${EVENTS}.${durable}.${filter}`,
    `$JS.API.CONSUMER.MSG.NEXT.${EVENTS}.${durable}`,
    `$JS.ACK.${EVENTS}.${durable}.>`,
    `hearth-parked.${durable}`,
  ];
}

/** Their consumers have names that nobody knows beforehand. */
function followQuestions(follows: readonly string[]): string[] {
  if (follows.length === 0) return [];
  return [
    ...follows.map((filter) => `$JS.API.CONSUMER.CREATE.${EVENTS}.*${filter === '>' ? '' : `.${filter}`}`),
    ...['INFO', 'MSG.NEXT', 'DELETE'].map((verb) => `$JS.API.CONSUMER.${verb}.${EVENTS}.*`),
  ];
}

/** What a service's login may publish and subscribe to; everything else is refused. */
export function natsRightsOf(name: ServiceName): NatsRights {
  const part = PARTS[name];
  const answers = inboxOf(name);
  return {
    publish: [
      ...part.says,
      ...streamQuestions(part),
      ...Object.entries(part.durables).flatMap(durableQuestions),
      ...followQuestions(part.follows),
      // Copies of a service ask each other.
      answers,
    ],
    subscribe: [...part.hears, answers],
  };
}
