import type { GraphModel } from '@tensorflow/tfjs-converter';
import type * as TensorFlow from '@tensorflow/tfjs-core';
import modelJsonUrl from 'human-models/movenet-lightning.json?url';
import modelBytesUrl from 'human-models/movenet-lightning.bin?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';

/** `[x, y, score]`, pixels. */
export type Keypoint = [number, number, number];

const INPUT = 192;

/** Finds a body in pictures: MoveNet, in this browser alone. */
export class BodyDetector {
  private readonly canvas = new OffscreenCanvas(INPUT, INPUT);

  private constructor(
    private readonly tf: typeof TensorFlow,
    private readonly model: GraphModel,
  ) {}

  static async load(): Promise<BodyDetector> {
    const [tf, { loadGraphModel }, wasm] = await Promise.all([
      import('@tensorflow/tfjs-core'),
      import('@tensorflow/tfjs-converter'),
      import('@tensorflow/tfjs-backend-wasm'),
    ]);
    wasm.setWasmPaths({
      'tfjs-backend-wasm.wasm': wasmUrl,
      'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': wasmSimdUrl,
    });
    await tf.setBackend('wasm');
    const [description, weightData] = await Promise.all([
      fetch(modelJsonUrl).then((response) => response.json()),
      fetch(modelBytesUrl).then((response) => response.arrayBuffer()),
    ]);
    const { modelTopology, weightsManifest } = description as {
      modelTopology: object;
      weightsManifest: { weights: TensorFlow.io.WeightsManifestEntry[] }[];
    };
    const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
    const model = await loadGraphModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }) as never);
    return new BodyDetector(tf, model);
  }

  /** The seventeen points of COCO. */
  async detect(picture: CanvasImageSource, width: number, height: number): Promise<Keypoint[]> {
    const scale = INPUT / Math.max(width, height);
    const [dx, dy] = [(INPUT - width * scale) / 2, (INPUT - height * scale) / 2];
    const context = this.canvas.getContext('2d', {
      willReadFrequently: true,
    }) as OffscreenCanvasRenderingContext2D;
    context.fillRect(0, 0, INPUT, INPUT);
    context.drawImage(picture, dx, dy, width * scale, height * scale);
    const { data } = context.getImageData(0, 0, INPUT, INPUT);
    const rgb = new Int32Array(INPUT * INPUT * 3);
    for (let pixel = 0; pixel < INPUT * INPUT; pixel += 1) {
      rgb[pixel * 3] = data[pixel * 4] as number;
      rgb[pixel * 3 + 1] = data[pixel * 4 + 1] as number;
      rgb[pixel * 3 + 2] = data[pixel * 4 + 2] as number;
    }
    const input = this.tf.tensor4d(rgb, [1, INPUT, INPUT, 3], 'int32');
    const output = this.model.predict(input) as TensorFlow.Tensor;
    const values = await output.data();
    this.tf.dispose([input, output]);
    return Array.from({ length: 17 }, (_, point) => {
      const [y, x, score] = values.slice(point * 3, point * 3 + 3) as unknown as [number, number, number];
      return [(x * INPUT - dx) / scale, (y * INPUT - dy) / scale, Math.min(1, Math.max(0, score))];
    });
  }
}
