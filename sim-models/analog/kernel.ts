import { readFileSync } from 'node:fs';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { codeFile } from '../../base/package-root.js';

/** Functions of `assembly/`; addresses and counts are numbers, see the sources for shapes. */
export interface KernelFunctions {
  planeOffsets(
    inputs: number,
    vectors: number,
    rows: number,
    planes: number,
    groupBits: number,
    narrowing: number,
    offsets: number,
  ): void;
  driveSums(
    inputs: number,
    vectors: number,
    rows: number,
    inputBits: number,
    dacBits: number,
    narrowing: number,
    sums: number,
  ): void;
  tables8(cells: number, rows: number, groupBits: number, table: number): void;
  tables16(cells: number, rows: number, groupBits: number, table: number): void;
  tables32(cells: number, rows: number, groupBits: number, table: number): void;
  codes8(
    table: number,
    offsets: number,
    samples: number,
    groups: number,
    largestCode: number,
    codes: number,
    lanes: number,
    first: number,
    scratch: number,
  ): void;
  codes8x8(
    table: number,
    offsets: number,
    samples: number,
    groups: number,
    largestCode: number,
    codes: number,
    lanes: number,
    first: number,
    sums: number,
  ): void;
  codes16(
    table: number,
    offsets: number,
    samples: number,
    inputBits: number,
    dacBits: number,
    groups: number,
    shift: number,
    lowest: number,
    highest: number,
    codes: number,
    lanes: number,
    first: number,
    scratch: number,
  ): void;
  sums32(
    table: number,
    offsets: number,
    samples: number,
    inputBits: number,
    dacBits: number,
    groups: number,
    sums: number,
    columns: number,
    first: number,
    scratch: number,
  ): void;
  sumsFromCodes(
    codes: number,
    samples: number,
    columns: number,
    slices: number,
    weights: number,
    drive: number,
    driveWeights: number,
    sums: number,
  ): void;
  outputsFromSums(
    sums: number,
    vectors: number,
    steps: number,
    columns: number,
    stepWeights: number,
    inputs: number,
    rows: number,
    offset: number,
    results: number,
  ): void;
  packInputs(
    inputs: number,
    vectors: number,
    rows: number,
    stride: number,
    bias: number,
    packed: number,
  ): void;
  products(
    packed: number,
    vectors: number,
    stride: number,
    low: number,
    high: number,
    columns: number,
    starts: number,
    results: number,
  ): void;
  narrow(
    values: number,
    count: number,
    fraction: number,
    rounding: number,
    bits: number,
    saturate: number,
  ): void;
  speculativeCodes(
    table: number,
    offsets: number,
    samples: number,
    groups: number,
    widths: number,
    slices: number,
    lowest: number,
    highest: number,
    codes: number,
    stride: number,
    first: number,
    planes: number,
    counts: number,
  ): void;
  speculativeSums(
    codes: number,
    vectors: number,
    passes: number,
    steps: number,
    slices: number,
    filters: number,
    stepShifts: number,
    sliceShifts: number,
    lowest: number,
    highest: number,
    sums: number,
    outside: number,
  ): void;
}

/** The WebAssembly kernel and its memory, one for the process. Memory is handed out anew for every run: what one run
 *  left there is lost at the next `begin`. Allocate everything before making views, since growth detaches them. */
export class Kernel {
  readonly functions: KernelFunctions;
  readonly #memory: WebAssembly.Memory;
  #top = 0;

  constructor(exports: KernelExports) {
    this.functions = exports;
    this.#memory = exports.memory;
  }

  /** Forgets every allocation. */
  begin(): void {
    this.#top = 1024; // below lies what the compiler itself may use
  }

  /** @param bytes room wanted; 64 more follow it, since vector loads read past the end
   *  @returns address, a multiple of 64 */
  allocate(bytes: number): number {
    const at = this.#top;
    this.#top = Math.ceil((at + bytes + 64) / 64) * 64;
    const lacking = this.#top - this.#memory.buffer.byteLength;
    if (lacking > 0) this.#memory.grow(Math.ceil(lacking / 65536));
    return at;
  }

  /** A copy of `data` in kernel memory. */
  upload(data: Int32Array | Float64Array | Int16Array | Uint8Array): number {
    const at = this.allocate(data.byteLength);
    this.bytes(at, data.byteLength).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return at;
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, at, length);
  }
  int16(at: number, length: number): Int16Array {
    return new Int16Array(this.#memory.buffer, at, length);
  }
  int32(at: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, at, length);
  }
  float64(at: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, at, length);
  }
}

interface KernelExports extends KernelFunctions {
  readonly memory: WebAssembly.Memory;
}

let compiled: WebAssembly.Module | undefined;
let loaded: Kernel | undefined;

/** The kernel, compiled at first use.
 *  @throws {CrossweaveError} CW-M001 if `kernel.wasm` has not been built */
export function kernel(): Kernel {
  loaded ??= ownKernel();
  return loaded;
}

/** A kernel with memory of its own, for a caller that keeps what it has there.
 *  @throws {CrossweaveError} CW-M001 as `kernel` */
export function ownKernel(): Kernel {
  compiled ??= compileKernel(codeFile('sim-models/analog/kernel.wasm'));
  const { exports } = new WebAssembly.Instance(compiled, {});
  return new Kernel(checkExports(exports));
}

/** @throws {CrossweaveError} CW-M001 if there is no such file */
export function compileKernel(url: URL): WebAssembly.Module {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(url);
  } catch (cause) {
    throw new CrossweaveError(
      {
        code: 'CW-M001',
        severity: 'error',
        message: 'the WebAssembly kernel of the golden models has not been built',
        expected: 'sim-models/analog/kernel.wasm beside the compiled models',
        hint: 'run `npm run build`',
      },
      { cause },
    );
  }
  return new WebAssembly.Module(bytes);
}

function checkExports(exports: object): KernelExports {
  if (!hasMemory(exports)) throw new Error('kernel.wasm is not the kernel of this version');
  return exports;
}

function hasMemory(exports: object): exports is KernelExports {
  return 'memory' in exports && 'narrow' in exports && 'speculativeSums' in exports;
}
