/** What the figures mean, in plain words: said wherever one is tapped. */
export const HOW_COUNTED = {
  streams:
    'A stream is one person’s run with one file: 30 seconds of it or 5%, whichever is less. Breaks of less than half an hour join.',
  downloads: 'A download counts once all of the file went out, in however many pieces, within a day.',
  viewers: 'People who streamed, watched or downloaded it. Who came by a share link counts as one guest.',
  watched:
    'The seconds that our player really played, with those that somebody went back to. Other players tell only what they fetched.',
  completions: 'All the time it was watched, divided by its length.',
  bytes: 'What really went out to players, as the web server counted it.',
  median: 'Half of all streams were shorter, half longer: from a stream’s begin to its last sign of life.',
} as const;
