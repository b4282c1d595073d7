/** What a film's first subtitles are as elements, once they are here. */
export const FIRST_CUE = `(async () => {
  const element = [...document.querySelectorAll('dialog video track')].find(({ label }) => label === 'English');
  const { track } = element;
  const isLoaded = new Promise((resolve) => element.addEventListener('load', resolve, { once: true }));
  track.mode = 'hidden';
  if (element.readyState !== HTMLTrackElement.LOADED) await isLoaded;
  const cue = track.cues[0].getCueAsHTML();
  return { text: cue.textContent, scripts: cue.querySelectorAll('script').length };
})()`;
