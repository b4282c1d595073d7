const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/VLC\//, 'VLC'],
  [/Kodi\//, 'Kodi'],
  [/^Lavf\//, 'mpv or another player'],
];

/** Televisions and the boxes beside them, which play by DLNA, or by an address that somebody made for them or handed over. */
const TELEVISIONS: readonly (readonly [RegExp, string])[] = [
  [/CrKey\//, 'Chromecast'],
  [/AppleTV|Apple TV/, 'Apple TV'],
  [/\bRoku\b/, 'Roku'],
  [/\bAFT[A-Z0-9]+\b/, 'Fire TV'],
  [/Tizen.*\bTV\b|SMART-TV.*Tizen|\bSEC_HHP_/, 'Samsung television'],
  [/Web0S|webOS|NetCast|\bLGE? /, 'LG television'],
  [/BRAVIA/, 'Sony television'],
  [/Android TV|Google ?TV/, 'television with Android'],
  [/^DLNA\b|SmartTV|SMART-TV|HbbTV|DLNADOC|UPnP\/\d|GStreamer souphttpsrc/i, 'television'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh/, 'Mac'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
];

/** `Chrome on Android` or `Samsung television`, from what a browser or player calls itself. */
export function describeBrowser(userAgent: string | null): string {
  const television = find(TELEVISIONS, userAgent);
  if (television !== undefined) return television;
  const browser = find(BROWSERS, userAgent);
  const system = find(SYSTEMS, userAgent);
  if (browser === undefined) return system === undefined ? 'Some app' : `Some app on ${system}`;
  return system === undefined ? browser : `${browser} on ${system}`;
}

function find(table: typeof BROWSERS, userAgent: string | null): string | undefined {
  return table.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
}
