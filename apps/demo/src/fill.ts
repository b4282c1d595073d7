import { randomBytes } from 'node:crypto';
import {
  addAlbum,
  addUser,
  changeFiles,
  confirmPairing,
  createShare,
  generatePairing,
  libraryStatus,
  type FileId,
  type StoredFile,
} from '@hearth/contracts';
import { call, refresh } from '@hearth/contracts';
import { clientWith, signIn, type Client, type OutgoingFile } from './client.ts';
import { LONG_FILMS, OCCASIONS, ON_PHONES, PAPERS, PEOPLE, RECORDS, type PersonName } from './house.ts';
import type { Hub } from './hub.ts';
import type { Ledger } from './ledger.ts';
import { countFiles, longFilmOf, shotsOf, songsOf } from './make-files.ts';
import { bringPlays } from './plays/bring-plays.ts';
import { filmWalk } from './take/film-walk.ts';

const FILES_AT_ONCE = 8;

export interface Member {
  readonly name: PersonName;
  readonly password: string;
  readonly client: Client;
}
type Say = (line: string) => void;

/** Fills a hub with the house. What it makes stands in the ledger as it comes about. */
export async function fill(hub: Hub, ledger: Ledger, say: Say, now = new Date()): Promise<Member[]> {
  const admin = await signIn(hub.url, hub.admin);
  const members = await addPeople(hub, admin, ledger);
  say(`People: ${members.map(({ name }) => name).join(', ')}.`);
  const of = (name: PersonName): Client => (members.find((one) => one.name === name) as Member).client;
  const total = countFiles(OCCASIONS, PAPERS.length);
  say(`Drawing ${total} photos, films, songs and papers, and bringing them in: this takes some minutes.`);
  const filler = new Filler(ledger, say, total);
  for (const [index, occasion] of OCCASIONS.entries()) {
    const ids = await filler.bring(
      of(occasion.by),
      occasion.folder,
      shotsOf(occasion, now, 1_000 * (index + 1)),
    );
    await arrange(of(occasion.by), ledger, occasion, ids);
  }
  for (const film of LONG_FILMS) {
    const occasion = OCCASIONS.find(({ folder }) => folder === film.of);
    if (!occasion) continue;
    say(`Films: drawing “${film.name}”, a minute or two…`);
    await filler.bring(of(film.by), 'Films', [await longFilmOf(film, occasion, now)]);
  }
  for (const [index, record] of RECORDS.entries())
    await filler.bring(of('ben'), `Music/${record.artist}/${record.album}`, songsOf(record, 40 + index * 10));
  for (const { name, by, text } of PAPERS)
    await filler.bring(of(by), 'Papers', [{ name, modifiedAt: now, content: Buffer.from(text) }]);
  for (const [index, shots] of ON_PHONES.entries()) {
    const { name, phone } = PEOPLE.find((person) => person.name === shots.by) as (typeof PEOPLE)[number];
    await filler.backUp(
      await pairPhone(hub, of(name), phone ?? name),
      shotsOf(shots, now, 20_000 + 1_000 * index),
    );
  }
  await makeLinks(of('anna'), filler.ids);
  say('A take: two phones film somebody who walks by.');
  await filmWalk(hub, of('anna'), ledger);
  await untilRead(admin, say);
  await bringPlays(hub, admin, ledger, members, say, now);
  return members;
}

async function addPeople(hub: Hub, admin: Client, ledger: Ledger): Promise<Member[]> {
  const members: Member[] = [];
  for (const { name, role } of PEOPLE) {
    const password = randomBytes(9).toString('base64url');
    const { id } = await admin.call(addUser, { body: { username: name, password, role } });
    ledger.add('person', id);
    members.push({ name, password, client: await signIn(hub.url, { username: name, password }) });
  }
  return members;
}

/** Sends files in small groups and remembers which were new. */
class Filler {
  readonly ids: FileId[] = [];
  private readonly ledger: Ledger;
  private readonly say: Say;
  private readonly total: number;

  constructor(ledger: Ledger, say: Say, total: number) {
    this.ledger = ledger;
    this.say = say;
    this.total = total;
  }

  async bring(
    client: Client,
    folder: string,
    files: AsyncIterable<OutgoingFile> | Iterable<OutgoingFile>,
  ): Promise<FileId[]> {
    const ids = await this.send(client, '/api/files/upload', files, folder);
    this.say(`${folder}: ${ids.length} files (${this.ids.length} of ${this.total}).`);
    return ids;
  }

  async backUp({ client, deviceId, name }: Phone, files: AsyncIterable<OutgoingFile>): Promise<void> {
    const ids = await this.send(client, `/api/sync/${deviceId}`, files);
    this.say(`${name}: ${ids.length} files (${this.ids.length} of ${this.total}).`);
  }

  private async send(
    client: Client,
    path: string,
    files: AsyncIterable<OutgoingFile> | Iterable<OutgoingFile>,
    folder?: string,
  ): Promise<FileId[]> {
    const ids: FileId[] = [];
    let group: OutgoingFile[] = [];
    const sendGroup = async () => {
      if (group.length === 0) return;
      const stored = (await client.upload<{ files: StoredFile[] }>(path, group)).files;
      group = [];
      for (const { id, folder: storedIn, outcome } of stored) {
        if (outcome === 'already-here') continue;
        this.ledger.add('file', id);
        this.ledger.add('folder', storedIn);
        ids.push(id);
      }
    };
    for await (const file of files) {
      group.push({ ...file, ...(folder !== undefined && { folder }) });
      if (group.length === FILES_AT_ONCE) await sendGroup();
    }
    await sendGroup();
    this.ids.push(...ids);
    return ids;
  }
}

async function arrange(
  client: Client,
  ledger: Ledger,
  { album, tags }: { album?: string; tags: readonly string[] },
  fileIds: FileId[],
): Promise<void> {
  if (tags.length > 0) await client.call(changeFiles, { body: { fileIds, addTags: [...tags] } });
  await client.call(changeFiles, {
    body: { fileIds: fileIds.filter((_, at) => at % 9 === 4 || at === 0), favourite: true },
  });
  if (album === undefined) return;
  const best = fileIds.filter((_, at) => at % 3 !== 1);
  ledger.add('album', (await client.call(addAlbum, { body: { title: album, fileIds: best } })).id);
}

interface Phone {
  readonly name: string;
  readonly deviceId: string;
  readonly client: Client;
}

/** As a phone does that scans the code on somebody's screen. It goes with whom it belongs to. */
async function pairPhone(hub: Hub, owner: Client, name: string): Promise<Phone> {
  const { token } = await owner.call(generatePairing, { body: { role: 'editor' } });
  const fetchOpen = (path: string, init: RequestInit) => fetch(new URL(path, hub.url), init);
  let joined = await call(confirmPairing, { body: { token, deviceName: name } }, fetchOpen);
  const { device, user } = joined;
  let until = Date.parse(joined.expiresAt);
  const client = clientWith(hub.url, user.id, async () => {
    if (Date.now() > until - 60_000) {
      joined = {
        ...joined,
        ...(await call(refresh, { body: { refreshToken: joined.refreshToken } }, fetchOpen)),
      };
      until = Date.parse(joined.expiresAt);
    }
    return joined.token;
  });
  return { name, deviceId: device.id, client };
}

/** Links that the pages of Share have something to show of; they end with whom they belong to. */
async function makeLinks(anna: Client, ids: readonly FileId[]): Promise<void> {
  const folder = OCCASIONS[0]?.folder ?? '';
  await anna.call(createShare, { body: { folder, expiresIn: '30d', label: 'For Ruth’s book club' } });
  await anna.call(createShare, {
    body: {
      fileIds: ids.slice(0, 5),
      expiresIn: '7d',
      maxUses: 3,
      password: 'gelato',
      label: 'Five of the lake',
    },
  });
  await anna.call(createShare, {
    body: { allowUpload: true, expiresIn: '14d', label: 'Mia’s birthday: your photos' },
  });
}

const STALL_MS = 10 * 60_000;
const POLL_MS = 1_000;

/** Until the hub has read them all, or nothing has moved for ten minutes. */
async function untilRead(client: Client, say: Say): Promise<void> {
  let [before, movedAt, told] = [-1, Date.now(), Infinity];
  for (;;) {
    const { indexing } = await client.call(libraryStatus, {});
    if (indexing === 0) return;
    if (indexing !== before) [before, movedAt] = [indexing, Date.now()];
    if (Date.now() - movedAt > STALL_MS) throw new Error(`${indexing} files are still being read`);
    if (indexing < told * 0.75) say(`The hub reads them: ${indexing} to go.`);
    told = Math.min(told, indexing);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
