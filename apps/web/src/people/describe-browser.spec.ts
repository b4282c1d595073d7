import { describe, expect, it } from '@jest/globals';
import { describeBrowser } from './describe-browser.ts';

describe('describeBrowser', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36', 'Chrome on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1',
      'Safari on iPhone',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) CriOS/140.0 Mobile Safari/604.1',
      'Chrome on iPhone',
    ],
    ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox on Android'],
    ['Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 Chrome/108.0 Safari/537.36', 'LG television'],
    [
      'Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) AppleWebKit/537.36 Version/7.0 TV Safari/537.36',
      'Samsung television',
    ],
    [
      'Mozilla/5.0 (X11; Linux armv7l) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 CrKey/1.56.500000',
      'Chromecast',
    ],
    ['Roku/DVP-12.5 (12.5.0.4178-88)', 'Roku'],
    ['Dalvik/2.1.0 (Linux; U; Android 9; AFTMM Build/PS7681)', 'Fire TV'],
    ['GStreamer souphttpsrc 1.22.0 libsoup/3.2.2', 'television'],
    ['DLNA SEC_HHP_[TV] UE40D7000/1.0', 'Samsung television'],
    ['DLNA', 'television'],
    ['Kodi/21.0 (Windows NT 10.0; Win64; x64)', 'Kodi on Windows'],
    ['Lavf/59.27.100', 'mpv or another player'],
    ['VLC/3.0.20 LibVLC/3.0.20', 'VLC'],
    ['curl/8.5.0', 'curl'],
    ['node', 'Some app'],
    [null, 'Some app'],
  ])('of %j is %s', (userAgent, words) => {
    expect(describeBrowser(userAgent)).toBe(words);
  });
});
