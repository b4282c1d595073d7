declare module 'js-aruco2' {
  export interface ArMarker {
    readonly id: number;
    readonly corners: readonly { readonly x: number; readonly y: number }[];
    readonly hammingDistance: number;
  }
  export const AR: {
    readonly Detector: new (options: { dictionaryName: string; maxHammingDistance?: number }) => {
      detect(image: ImageData): ArMarker[];
    };
    readonly Dictionary: new (name: string) => { generateSVG(id: number): string };
  };
}
