import { ingest, listFiles, popular, type FileSummary } from '@hearth/contracts';
import type { Client } from '../client.ts';
import { clientWith } from '../client.ts';
import type { Member } from '../fill.ts';
import type { Hub } from '../hub.ts';
import type { Ledger } from '../ledger.ts';
import { simulatePlays, type KnownPlay, type SimulatedFile } from './simulate-plays.ts';

const DAY_MS = 86_400_000;
const DAYS = 360;
const PLAYS_PER_DAY = 7;
const REPORTS_AT_ONCE = 500;
const COUNTED_WITHIN_MS = 5 * 60_000;
/** By which the pages of Insight tell phones from televisions and browsers. */
const AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'VLC/3.0.21 LibVLC/3.0.21',
];

/** The last year of the house: lines as nginx writes them, and what players told. Waits until it is counted, and holds it against what is known. */
export async function bringPlays(
  hub: Hub,
  admin: Client,
  ledger: Ledger,
  members: readonly Member[],
  say: (line: string) => void,
  now: Date,
): Promise<void> {
  const files = await listPlayable(admin, new Set(ledger.list('file')));
  const people = members.map(({ client }, index) => ({
    ...{ id: client.userId, sessionId: crypto.randomUUID(), ip: `192.168.1.${20 + index}` },
    userAgent: AGENTS[index % AGENTS.length] as string,
  }));
  const fromAt = Math.floor(now.getTime() / DAY_MS) * DAY_MS - (DAYS + 2) * DAY_MS;
  const year = simulatePlays({
    files,
    people,
    fromAt,
    days: DAYS,
    playsPerDay: PLAYS_PER_DAY,
    seed: now.getDate(),
  });
  ledger.add('plays', new Date(fromAt).toISOString());
  const first = new Date(fromAt).toISOString().slice(0, 10).replaceAll('-', '');
  await hub.bringAccessLog(`access-${first}00.json`, year.logs.map(({ text }) => text).join(''));
  const program = clientWith(hub.url, '', () => Promise.resolve(hub.serviceToken));
  for (let at = 0; at < year.reports.length; at += REPORTS_AT_ONCE)
    await program.call(ingest, { body: { events: year.reports.slice(at, at + REPORTS_AT_ONCE) as never } });
  await untilCounted(admin, year.plays, say);
}

/** Films first, then songs, then some pictures: what comes first is played most. Lengths in whole seconds. */
async function listPlayable(client: Client, ours: ReadonlySet<string>): Promise<SimulatedFile[]> {
  const of = async (type: 'video' | 'audio' | 'image', limit: number): Promise<FileSummary[]> => {
    const { items } = await client.call(listFiles, { query: { type, limit, sort: '-durationSec' } });
    return items.filter(({ id }) => ours.has(id));
  };
  const all = [...(await of('video', 200)), ...(await of('audio', 200)), ...(await of('image', 30))];
  return all.map(({ id, sizeBytes, durationSec }) => ({
    ...{ id, sizeBytes },
    durationSec: durationSec === null ? null : Math.max(2, Math.floor(durationSec)),
  }));
}

const sum = (plays: readonly KnownPlay[], of: (play: KnownPlay) => number) =>
  plays.reduce((total, play) => total + of(play), 0);

async function untilCounted(
  admin: Client,
  plays: readonly KnownPlay[],
  say: (line: string) => void,
): Promise<void> {
  const ours = new Set(plays.map(({ fileId }) => fileId));
  const known = {
    streams: sum(plays, (play) => play.streams),
    downloads: sum(plays, (play) => play.downloads),
  };
  say(`A year of plays: ${known.streams} streams and ${known.downloads} downloads are known to be in it.`);
  const endsAt = Date.now() + COUNTED_WITHIN_MS;
  for (;;) {
    const { items } = await admin.call(popular, { query: { range: 'all', limit: 200 } });
    const found = items.filter(({ fileId }) => ours.has(fileId));
    const counted = {
      streams: found.reduce((total, { streams }) => total + streams, 0),
      downloads: found.reduce((total, { downloads }) => total + downloads, 0),
    };
    if (counted.streams === known.streams && counted.downloads === known.downloads)
      return say('Insight has counted exactly these.');
    if (Date.now() > endsAt)
      return say(`Insight counts ${counted.streams} streams and ${counted.downloads} downloads by now.`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
