/** What the journeys ask of elements inside the page; the browser's own types are not part of this project. */
export interface ImageElement {
  complete: boolean;
  naturalWidth: number;
}

export interface MediaElement {
  currentTime: number;
  duration: number;
  paused: boolean;
  readyState: number;
}
