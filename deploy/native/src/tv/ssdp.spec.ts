import { describe, expect, it } from '@jest/globals';
import { announcementsOf, answersTo, farewellsOf } from './ssdp.ts';

const UUID = '4d696e69-444c-164e-9d41-000000000001';
const LOCATION = 'http://192.168.1.5:8200/rootDesc.xml';
const SERVER_TYPE = 'urn:schemas-upnp-org:device:MediaServer:1';

const search = (fields: Record<string, string>, firstLine = 'M-SEARCH * HTTP/1.1') =>
  [firstLine, ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
const answers = (datagram: string) => answersTo(datagram, UUID, LOCATION);

describe('an answer to a search', () => {
  it.each([
    ['media servers', SERVER_TYPE, `uuid:${UUID}::${SERVER_TYPE}`],
    ['devices', 'upnp:rootdevice', `uuid:${UUID}::upnp:rootdevice`],
    ['this very one', `uuid:${UUID}`, `uuid:${UUID}`],
  ])('to one for %s says where it is described', (_what, type, name) => {
    const [answer, ...more] = answers(search({ HOST: 'x', MAN: '"ssdp:discover"', MX: '1', ST: type }));
    expect(more).toEqual([]);
    expect(answer?.split('\r\n')).toEqual(
      expect.arrayContaining(['HTTP/1.1 200 OK', `LOCATION: ${LOCATION}`, `ST: ${type}`, `USN: ${name}`]),
    );
    expect(answer?.endsWith('\r\n\r\n')).toBe(true);
  });

  it('to one for everything tells of the device and of each of its services', () => {
    expect(answers(search({ man: '"ssdp:discover"', st: 'ssdp:all' }))).toHaveLength(6);
  });

  it.each([
    ['one for printers', search({ MAN: '"ssdp:discover"', ST: 'urn:schemas-upnp-org:device:Printer:1' })],
    ['one without its purpose', search({ ST: 'ssdp:all' })],
    ['an announcement', search({ MAN: '"ssdp:discover"', ST: 'ssdp:all' }, 'NOTIFY * HTTP/1.1')],
    ['noise', '\0\0\0'],
  ])('is not given to %s', (_what, datagram) => {
    expect(answers(datagram)).toEqual([]);
  });
});

describe('what is told to everybody', () => {
  it('says that the device is there, and for how long', () => {
    const told = announcementsOf(UUID, LOCATION);
    expect(told).toHaveLength(6);
    for (const one of told) {
      expect(one).toMatch(/^NOTIFY \* HTTP\/1\.1\r\nHOST: 239\.255\.255\.250:1900\r\n/);
      expect(one).toMatch(/NTS: ssdp:alive/);
      expect(one).toMatch(/CACHE-CONTROL: max-age=1800/);
    }
  });

  it('says that it goes', () => {
    expect(farewellsOf(UUID).every((one) => one.includes('NTS: ssdp:byebye'))).toBe(true);
  });
});
