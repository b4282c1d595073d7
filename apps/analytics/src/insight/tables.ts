import type {
  activity,
  DEVICE_TABLES,
  deviceInsight,
  engagement,
  ENGAGEMENT_TABLES,
  FILE_TABLES,
  fileInsight,
  heatmap,
  neverWatched,
  nowPlaying,
  OutputOf,
  PERSON_TABLES,
  personInsight,
  popular,
  SEARCH_TABLES,
  searchInsights,
  STORAGE_TABLES,
  storageSummary,
} from '@hearth/contracts';
import { toCsv } from './csv.js';

const ACCESSES = [
  ...(['at', 'lastAt', 'userId', 'username', 'fileId', 'fileName', 'access', 'ip', 'userAgent'] as const),
  ...(['deviceId', 'shareId', 'requests', 'bytesServed', 'playedSec', 'shareSent'] as const),
] as const;
const accesses = (items: OutputOf<typeof activity>['items']) => toCsv(ACCESSES, items);
const FILES = ['fileId', 'name', 'kind', 'streams', 'downloads', 'watchTimeSec', 'lastAt'] as const;
const PEOPLE = ['userId', 'username', 'streams', 'downloads', 'watchTimeSec', 'lastAt'] as const;
const SEARCHES = ['query', 'times', 'results', 'foundNothing', 'lastAt'] as const;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
type TablesOf<T, Name extends string> = Readonly<Record<Name, (answer: T) => string>>;

/** Each answer as the table that it mostly is, or as each of its tables where it has several. */
export const tables = {
  accesses,
  popular: ({ items }: OutputOf<typeof popular>) =>
    toCsv(
      [
        ...(['fileId', 'name', 'kind', 'streams', 'downloads', 'viewers', 'watchTimeSec'] as const),
        ...(['completions', 'bytesServed', 'inLibrary'] as const),
        ...(['streamsBefore', 'downloadsBefore', 'viewersBefore', 'watchTimeSecBefore'] as const),
      ],
      items.map(({ previous, ...item }) => ({
        ...item,
        ...{ streamsBefore: previous?.streams, downloadsBefore: previous?.downloads },
        ...{ viewersBefore: previous?.viewers, watchTimeSecBefore: previous?.watchTimeSec },
      })),
    ),
  engagement: {
    days: ({ activeUsers }) => toCsv(['day', 'users', 'devices', 'sessions', 'watchTimeSec'], activeUsers),
    hours: ({ byHour }) =>
      toCsv(
        ['weekday', 'hour', 'sessions'],
        byHour.flatMap((hours, day) =>
          hours.map((sessions, hour) => ({ weekday: WEEKDAYS[day], hour, sessions })),
        ),
      ),
  } satisfies TablesOf<OutputOf<typeof engagement>, (typeof ENGAGEMENT_TABLES)[number]>,
  heatmap: ({ buckets }: OutputOf<typeof heatmap>) => toCsv(['fromSec', 'toSec', 'plays'], buckets),
  storage: {
    all: ({ byType, byDevice, byFolder, growth }) =>
      toCsv(
        ['by', 'key', 'files', 'sizeBytes'],
        [
          ...byType.map(({ kind, ...sum }) => ({ by: 'type', key: kind, ...sum })),
          ...byDevice.map(({ deviceId, ...sum }) => ({ by: 'device', key: deviceId, ...sum })),
          ...byFolder.map(({ folder, ...sum }) => ({ by: 'folder', key: folder, ...sum })),
          ...growth.map(({ day, addedFiles, addedBytes }) => ({
            ...{ by: 'added on', key: day, files: addedFiles, sizeBytes: addedBytes },
          })),
        ],
      ),
    growth: ({ growth }) =>
      toCsv(['day', 'addedFiles', 'addedBytes', 'removedFiles', 'removedBytes', 'totalBytes'], growth),
  } satisfies TablesOf<OutputOf<typeof storageSummary>, (typeof STORAGE_TABLES)[number]>,
  neverWatched: ({ items }: OutputOf<typeof neverWatched>) =>
    toCsv(['fileId', 'name', 'folder', 'kind', 'sizeBytes', 'addedAt'], items),
  searches: {
    all: ({ items }) => toCsv(SEARCHES, items),
    nothing: ({ foundNothing }) => toCsv(SEARCHES, foundNothing),
  } satisfies TablesOf<OutputOf<typeof searchInsights>, (typeof SEARCH_TABLES)[number]>,
  file: {
    sessions: ({ sessions }) => accesses(sessions),
    people: ({ people }) => toCsv(PEOPLE, people),
    dropOff: ({ dropOff }) => toCsv(['atSec', 'share'], dropOff),
    shares: ({ shares }) => toCsv(['shareId', 'streams', 'downloads'], shares),
  } satisfies TablesOf<OutputOf<typeof fileInsight>, (typeof FILE_TABLES)[number]>,
  person: {
    files: ({ files }) => toCsv(FILES, files),
    days: ({ days }) => toCsv(['day', 'streams', 'downloads', 'watchTimeSec'], days),
    devices: ({ devices }) => toCsv(['device', 'deviceId', 'sessions', 'lastAt'], devices),
    sessions: ({ sessions }) => accesses(sessions),
  } satisfies TablesOf<OutputOf<typeof personInsight>, (typeof PERSON_TABLES)[number]>,
  device: {
    files: ({ files }) => toCsv(FILES, files),
    people: ({ people }) => toCsv(PEOPLE, people),
    sessions: ({ sessions }) => accesses(sessions),
  } satisfies TablesOf<OutputOf<typeof deviceInsight>, (typeof DEVICE_TABLES)[number]>,
  nowPlaying: ({ items }: OutputOf<typeof nowPlaying>) =>
    toCsv(
      [
        ...(['fileId', 'fileName', 'kind', 'userId', 'username', 'deviceId', 'ip', 'userAgent'] as const),
        ...(['startedAt', 'lastAt', 'positionSec', 'durationSec', 'bytesServed'] as const),
      ],
      items,
    ),
};
