import type { Kernel } from './kernel.js';

/** How inputs become row-drive codes: the bits of a two's complement or unsigned number from bit 0 up, or two passes
 *  of magnitudes, max(x, 0) and then max(-x, 0). */
export const driveForms = ['twos-complement', 'unsigned', 'two-pass'] as const;
export type DriveForm = (typeof driveForms)[number];

/** Shape of the row drive. */
export interface DriveShape {
  readonly rows: number;
  readonly inputBits: number;
  readonly dacBits: number;
  readonly form: DriveForm;
}

/** Word lines that share one table look-up: tables of 64 entries stay in the second-level cache at 512 rows and are
 *  made in the time of a few look-ups (measured best of 4..8 with batches of 64 vectors). */
export const groupBits = 6;

/** Bit planes of a batch of inputs in kernel memory, cut into row groups. */
export class Drive {
  readonly shape: DriveShape;
  readonly passes: number;
  /** Steps of one pass. */
  readonly steps: number;
  readonly groups: number;
  /** Addresses, see `assembly/offsets.ts`. */
  readonly inputs: number;
  readonly offsets: number;
  /** f64[vectors][passes][steps], all 0 unless asked for. */
  readonly sums: number;
  readonly #kernel: Kernel;
  #vectors = 0;

  /** Reserves memory for at most `vectors` vectors. */
  constructor(kernel: Kernel, shape: DriveShape, vectors: number) {
    this.#kernel = kernel;
    this.shape = shape;
    this.passes = shape.form === 'two-pass' ? 2 : 1;
    this.steps = Math.ceil(shape.inputBits / shape.dacBits);
    this.groups = Math.ceil(shape.rows / groupBits);
    this.inputs = kernel.allocate(vectors * shape.rows * 4);
    this.offsets = kernel.allocate(vectors * this.passes * shape.inputBits * this.groups * 4);
    this.sums = kernel.allocate(vectors * this.passes * this.steps * 8);
  }

  get vectors(): number {
    return this.#vectors;
  }

  /** Passes of all vectors. */
  get samples(): number {
    return this.#vectors * this.passes;
  }

  /** @param inputs [vectors][rows]  @param planes whether bit planes are wanted, @param sums the sums of the codes */
  load(inputs: Int32Array, planes: boolean, sums: boolean): void {
    const { rows, inputBits, dacBits, form } = this.shape;
    const { functions } = this.#kernel;
    this.#vectors = inputs.length / rows;
    this.#kernel.int32(this.inputs, inputs.length).set(inputs);
    const narrowing = driveForms.indexOf(form);
    if (planes) {
      functions.planeOffsets(this.inputs, this.#vectors, rows, inputBits, groupBits, narrowing, this.offsets);
    }
    if (sums) {
      functions.driveSums(this.inputs, this.#vectors, rows, inputBits, dacBits, narrowing, this.sums);
    } else {
      this.#kernel.float64(this.sums, this.samples * this.steps).fill(0);
    }
  }
}
