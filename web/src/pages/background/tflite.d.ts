// What the model's interpreter, compiled to WebAssembly, offers; its package describes only what is built on it.
declare module "@twilio/video-processors/dist/build/tflite-simd-1-0-0.js" {
  export interface Interpreter {
    HEAPU8: Uint8Array;
    HEAPF32: Float32Array;
    _getModelBufferMemoryOffset(): number;
    /** 0 when all is well. */
    _loadModel(bytes: number): number;
    _getInputMemoryOffset(): number;
    _getInputWidth(): number;
    _getInputHeight(): number;
    _getOutputMemoryOffset(): number;
    /** 0 when all is well. */
    _runInference(): number;
  }
  const begin: (options: { locateFile: () => string; print?: () => void }) => Promise<Interpreter>;
  export default begin;
}
