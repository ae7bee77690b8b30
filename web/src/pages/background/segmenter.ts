// Finds the person in a picture: MediaPipe's selfie segmentation on the processor, 256 by 144 points.

import model from "@twilio/video-processors/dist/build/selfie_segmentation_landscape.tflite?url";
import begin, { type Interpreter } from "@twilio/video-processors/dist/build/tflite-simd-1-0-0.js";
import program from "@twilio/video-processors/dist/build/tflite-simd-1-0-0.wasm?url";

export class Segmenter {
  readonly width: number;
  readonly height: number;

  private constructor(private readonly interpreter: Interpreter) {
    this.width = interpreter._getInputWidth();
    this.height = interpreter._getInputHeight();
  }

  static async load(): Promise<Segmenter> {
    const fetched = fetch(model).then((answer) => {
      if (!answer.ok) throw new Error(`the model: ${answer.status}`);
      return answer.arrayBuffer();
    });
    const [interpreter, bytes] = await Promise.all([
      begin({ locateFile: () => program, print: () => undefined }),
      fetched,
    ]);
    interpreter.HEAPU8.set(new Uint8Array(bytes), interpreter._getModelBufferMemoryOffset());
    if (interpreter._loadModel(bytes.byteLength) !== 0) throw new Error("the model does not load");
    return new Segmenter(interpreter);
  }

  /** How likely each point belongs to a person, 0 to 1; `pixels` (RGBA) have the segmenter's size. */
  find(pixels: Uint8ClampedArray): Float32Array {
    const { interpreter } = this;
    const points = this.width * this.height;
    const input = interpreter._getInputMemoryOffset() / 4;
    const { HEAPF32 } = interpreter;
    for (let at = 0; at < points; at++)
      for (let channel = 0; channel < 3; channel++)
        HEAPF32[input + at * 3 + channel] = pixels[at * 4 + channel]! / 255;
    if (interpreter._runInference() !== 0) throw new Error("the model does not answer");
    const output = interpreter._getOutputMemoryOffset() / 4;
    return interpreter.HEAPF32.subarray(output, output + points);
  }
}
