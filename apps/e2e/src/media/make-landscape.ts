export { makeLandscape, MOODS, type Mood } from '@hearth/demo/landscape';
