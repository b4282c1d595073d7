/** The build without subtitles and copy protection comes without types; they are those of the whole. */
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
