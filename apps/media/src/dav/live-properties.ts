import { davTagOf } from './dav-tag.js';
import type { DavResource } from './dav-resources.js';
import type { WantedProperties } from './read-propfind.js';
import { DAV_NAMESPACE, escapeXml, type XmlName } from './xml-element.js';

/** How much room the disk has: for folders alone (RFC 4331). */
export interface Room {
  readonly availableBytes: number;
  readonly usedBytes: number;
}

/** The properties that the hub itself answers for, by name, with their content as XML (RFC 4918, section 15). */
export function livePropertiesOf(resource: DavResource, room: Room | undefined): ReadonlyMap<string, string> {
  const name = resource.path.slice(resource.path.lastIndexOf('/') + 1);
  if (resource.kind === 'folder') {
    return new Map([
      ['resourcetype', '<D:collection/>'],
      ['displayname', escapeXml(name)],
      ['getlastmodified', resource.modifiedAt.toUTCString()],
      ...(room ? quotaOf(room) : []),
    ]);
  }
  const { file } = resource;
  return new Map([
    ['resourcetype', ''],
    ['displayname', escapeXml(name)],
    ['getlastmodified', file.modified_at.toUTCString()],
    ['creationdate', file.created_at.toISOString()],
    ['getcontentlength', file.size_bytes],
    ['getcontenttype', escapeXml(file.mime_type)],
    ...(file.sha256 === null ? [] : ([['getetag', escapeXml(davTagOf(file.sha256))]] as const)),
  ]);
}

/** Costs a look at the disk, so whoever asks for all does not get it (RFC 4331, section 3). */
export function asksForRoom(names: readonly XmlName[]): boolean {
  return names.some(({ namespace, name }) => namespace === DAV_NAMESPACE && name.startsWith('quota-'));
}

/** Most programs ask for what the hub answers by itself alone. */
export function asksForSaid(wanted: WantedProperties): boolean {
  return wanted.kind !== 'some' || wanted.names.some(({ namespace }) => namespace !== DAV_NAMESPACE);
}

function quotaOf({ availableBytes, usedBytes }: Room): [string, string][] {
  return [
    ['quota-available-bytes', String(availableBytes)],
    ['quota-used-bytes', String(usedBytes)],
  ];
}
