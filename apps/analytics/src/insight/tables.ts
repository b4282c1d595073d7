import type {
  activity,
  engagement,
  fileInsight,
  heatmap,
  neverWatched,
  nowPlaying,
  OutputOf,
  personInsight,
  popular,
  searchInsights,
  storageSummary,
} from '@hearth/contracts';
import { toCsv } from './csv.js';

/** Each answer as the one table that it mostly is. */
export const tables = {
  popular: ({ items }: OutputOf<typeof popular>) =>
    toCsv(
      [
        ...(['fileId', 'name', 'kind', 'streams', 'downloads', 'viewers', 'watchTimeSec'] as const),
        ...(['completions', 'bytesServed', 'inLibrary'] as const),
      ],
      items,
    ),
  engagement: ({ activeUsers }: OutputOf<typeof engagement>) =>
    toCsv(['day', 'users', 'devices', 'sessions', 'watchTimeSec'], activeUsers),
  heatmap: ({ buckets }: OutputOf<typeof heatmap>) => toCsv(['fromSec', 'toSec', 'plays'], buckets),
  storage: ({ byType, byDevice, byFolder, growth }: OutputOf<typeof storageSummary>) =>
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
  neverWatched: ({ items }: OutputOf<typeof neverWatched>) =>
    toCsv(['fileId', 'name', 'folder', 'kind', 'sizeBytes', 'addedAt'], items),
  searches: ({ items }: OutputOf<typeof searchInsights>) =>
    toCsv(['query', 'times', 'results', 'foundNothing', 'lastAt'], items),
  accesses: (items: OutputOf<typeof activity>['items']) =>
    toCsv(
      [
        ...([
          'at',
          'lastAt',
          'userId',
          'username',
          'fileId',
          'fileName',
          'access',
          'ip',
          'userAgent',
        ] as const),
        ...(['deviceId', 'shareId', 'requests', 'bytesServed', 'playedSec', 'shareSent'] as const),
      ],
      items,
    ),
  file: ({ sessions }: OutputOf<typeof fileInsight>) => tables.accesses(sessions),
  person: ({ files }: OutputOf<typeof personInsight>) =>
    toCsv(['fileId', 'name', 'kind', 'streams', 'downloads', 'watchTimeSec', 'lastAt'], files),
  nowPlaying: ({ items }: OutputOf<typeof nowPlaying>) =>
    toCsv(
      [
        ...(['fileId', 'fileName', 'kind', 'userId', 'username', 'deviceId', 'ip', 'userAgent'] as const),
        ...(['startedAt', 'lastAt', 'positionSec', 'durationSec', 'bytesServed'] as const),
      ],
      items,
    ),
};
