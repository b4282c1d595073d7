/** What the journeys ask of elements inside the page; the browser's own types are not part of this project. */
export interface ImageElement {
  complete: boolean;
  naturalWidth: number;
  naturalHeight: number;
}

export interface MediaElement {
  currentTime: number;
  duration: number;
  paused: boolean;
  readyState: number;
  textTracks: Iterable<{ label: string }>;
}

export interface CanvasElement {
  width: number;
  height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}
