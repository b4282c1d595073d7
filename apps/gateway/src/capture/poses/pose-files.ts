import type { BodyInSpace } from './body-in-space.js';

/** One row per moment (RFC 4180): time, the points in metres with their confidence, the joints in degrees. Empty: not known. */
export function toCsv({ names, frames }: BodyInSpace): string {
  const joints = Object.keys(frames[0]?.angles ?? {});
  const head = [
    'timeMs',
    ...names.flatMap((name) => [`${name}.x`, `${name}.y`, `${name}.z`, `${name}.confidence`]),
    ...joints.map((joint) => `${joint}.angle`),
  ];
  const rows = frames.map(({ timeMs, points, confidence, angles }) => [
    timeMs.toFixed(3),
    ...points.flatMap((point, index) => [
      ...(point ? point.map((value) => value.toFixed(5)) : ['', '', '']),
      (confidence[index] ?? 0).toFixed(3),
    ]),
    ...joints.map((joint) => angles[joint]?.toFixed(2) ?? ''),
  ]);
  return [head, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** OpenSim's marker file: tab-separated, at an even rate, in metres; a marker that is not known has empty cells. */
export function toTrc({ names, frames, framesPerSec }: BodyInSpace, fileName: string): string {
  const rate = framesPerSec.toFixed(2);
  const from = frames[0]?.timeMs ?? 0;
  const markers = names.map((name) => name.replaceAll(/\s/g, '_'));
  const lines = [
    `PathFileType\t4\t(X/Y/Z)\t${fileName}`,
    'DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames',
    [rate, rate, frames.length, names.length, 'm', rate, 1, frames.length].join('\t'),
    ['Frame#', 'Time', ...markers.flatMap((marker) => [marker, '', ''])].join('\t'),
    ['', '', ...markers.flatMap((_, index) => [`X${index + 1}`, `Y${index + 1}`, `Z${index + 1}`])].join(
      '\t',
    ),
    '',
    ...frames.map(({ timeMs, points }, index) =>
      [
        index + 1,
        ((timeMs - from) / 1000).toFixed(5),
        ...points.flatMap((point) => (point ? point.map((value) => value.toFixed(5)) : ['', '', ''])),
      ].join('\t'),
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
