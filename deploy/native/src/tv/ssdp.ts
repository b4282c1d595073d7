/** What the device is found by (UPnP Device Architecture 1.0, section 1). */
export const SSDP_GROUP = '239.255.255.250';
export const SSDP_PORT = 1_900;
/** How long an announcement holds; it is made again three times in it. */
export const ANNOUNCED_FOR_SEC = 1_800;

const SERVER = 'Linux UPnP/1.0 Hearth/1.0';
const TYPES = [
  'urn:schemas-upnp-org:device:MediaServer:1',
  'urn:schemas-upnp-org:service:ContentDirectory:1',
  'urn:schemas-upnp-org:service:ConnectionManager:1',
  'urn:microsoft.com:service:X_MS_MediaReceiverRegistrar:1',
];

/** What one announcement or answer is about. */
interface Target {
  readonly type: string;
  /** Unique among all devices: the type of this very one. */
  readonly name: string;
}

function targetsOf(uuid: string): Target[] {
  const itself = `uuid:${uuid}`;
  return [
    { type: itself, name: itself },
    ...['upnp:rootdevice', ...TYPES].map((type) => ({ type, name: `${itself}::${type}` })),
  ];
}

function message(firstLine: string, fields: Record<string, string>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return [firstLine, ...lines, '', ''].join('\r\n');
}

/** To everybody: the device is there, and described at `location`. */
export function announcementsOf(uuid: string, location: string): string[] {
  return targetsOf(uuid).map(({ type, name }) =>
    message('NOTIFY * HTTP/1.1', {
      HOST: `${SSDP_GROUP}:${SSDP_PORT}`,
      'CACHE-CONTROL': `max-age=${ANNOUNCED_FOR_SEC}`,
      LOCATION: location,
      SERVER,
      NT: type,
      USN: name,
      NTS: 'ssdp:alive',
    }),
  );
}

/** To everybody: the device goes. */
export function farewellsOf(uuid: string): string[] {
  return targetsOf(uuid).map(({ type, name }) =>
    message('NOTIFY * HTTP/1.1', {
      HOST: `${SSDP_GROUP}:${SSDP_PORT}`,
      NT: type,
      USN: name,
      NTS: 'ssdp:byebye',
    }),
  );
}

/** To one that searches; none where it does not, or searches something else. */
export function answersTo(datagram: string, uuid: string, location: string): string[] {
  if (!datagram.startsWith('M-SEARCH * HTTP/1.1\r\n')) return [];
  if (fieldOf(datagram, 'MAN') !== '"ssdp:discover"') return [];
  const wanted = fieldOf(datagram, 'ST');
  return targetsOf(uuid)
    .filter(({ type }) => wanted === 'ssdp:all' || wanted === type)
    .map(({ type, name }) =>
      message('HTTP/1.1 200 OK', {
        'CACHE-CONTROL': `max-age=${ANNOUNCED_FOR_SEC}`,
        EXT: '',
        LOCATION: location,
        SERVER,
        ST: type,
        USN: name,
        'CONTENT-LENGTH': '0',
      }),
    );
}

function fieldOf(datagram: string, wanted: string): string | undefined {
  for (const line of datagram.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (line.slice(0, colon).trim().toUpperCase() === wanted) return line.slice(colon + 1).trim();
  }
  return undefined;
}
