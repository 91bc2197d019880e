import { noiseTable } from '../../base/noise-table.js';
import { everyLayer, type Nonideal } from '../../config/nonideal.js';

/** What the C++ behind a macro must know of the array. */
export interface NonidealArray {
  readonly rows: number;
  readonly columns: number;
  readonly cellBits: number;
  /** Bits of a cell in a programming word. */
  readonly planes: number;
  readonly devices: 1 | 2;
  /** Bits of a row code. */
  readonly rowBits: number;
  /** k: a step of the converter is 2^k levels. */
  readonly dropBits: number;
  /** A cell counts where it agrees with the input bit: it adds or takes away, so its level is signed. */
  readonly agree: boolean;
  readonly capacitive: boolean;
}

/** The non-idealities of an array in the integers of docs/analog.md, and the types that hold its levels and sums.
 *
 *  A level is at most P + O: P = 4096 (2^cellBits - 1), half as much again with programming variation and twice with
 *  mismatch, O the off-current; drift and IR drop only take from it. A sum of one device a cell is at most
 *  rows (2^rowBits - 1) (P + O). Levels are 16 bits and sums 32 bits wherever these bounds fit.
 *
 *  @throws {RangeError} if the sum under the square root of read noise is not below 2^52, where the C++ is exact;
 *  no configuration in range does that */
export function nonidealData(array: NonidealArray, nonideal: Nonideal) {
  const { rows, columns, cellBits, planes, devices, rowBits, dropBits, agree, capacitive } = array;
  const layers = everyLayer(nonideal);
  const largest = 2 ** cellBits - 1;
  const offLevel = rounded((4096 * largest) / (layers.onOffRatio - 1));
  const spread = layers.capacitorMismatch > 0 ? 2 : layers.programming > 0 ? 1.5 : 1;
  const largestLevel = 4096 * largest * spread + offLevel;
  const largestSum = rows * (2 ** rowBits - 1) * largestLevel;
  const referenceLevel = layers.offCurrent === 'reference' ? offLevel : 0;
  const largestCurrent = devices * largestSum + rows * (2 ** rowBits - 1) * referenceLevel;
  if (largestCurrent * 4096 >= 2 ** 52) throw new RangeError('currents beyond the square root of read noise');
  const stuckOff = Math.floor(layers.stuckOff * 2 ** 32);
  const time = Math.max(layers.driftTime, 1);
  const wholeWords = (bits: number) => Math.ceil(bits / 64) * 64;
  const stepQ12 = (steps: number) => rounded((q16(steps) * 2 ** dropBits) / 16);
  return {
    programBits: wholeWords(columns * planes),
    rowCodeBits: wholeWords(rows * rowBits),
    // Sixteen 32-bit sums fill the widest vector register.
    levelLanes: devices * Math.ceil(columns / 16) * 16,
    largest,
    largestLevel,
    largestSum,
    levelType: levelType(largestLevel, agree),
    sumType: largestSum < 2 ** 31 ? 'int32_t' : 'int64_t',
    seed: layers.seed,
    stuckOff,
    stuck: stuckOff + Math.floor(layers.stuckOn * 2 ** 32),
    programmingSigma: rounded((q16(layers.programming) * largest) / 16),
    drift: rounded(65536 * time ** -layers.driftExponent),
    mismatchSigma: rounded(q16(layers.capacitorMismatch) / 16),
    capacitive,
    offLevel,
    referenceLevel,
    irDrop: q16(layers.irDrop),
    readSigma: q16(layers.read),
    adcSigma: stepQ12(layers.adc),
    comparatorSigma: stepQ12(layers.comparator),
    tableSize: noiseTable.length,
    tableLines: Array.from(
      { length: Math.ceil(noiseTable.length / 16) },
      (_, line) => `${noiseTable.slice(16 * line, 16 * line + 16).join(', ')},`,
    ),
  };
}

function levelType(largest: number, signed: boolean): string {
  if (signed) return largest < 2 ** 15 ? 'int16_t' : 'int32_t';
  return largest < 2 ** 16 ? 'uint16_t' : 'int32_t';
}

/** Q16 of a value of the configuration. */
function q16(value: number): number {
  return rounded(value * 65536);
}

/** Rounded as everywhere in this arithmetic: floor(x + 1/2), whose sum might be no double. */
function rounded(x: number): number {
  const floor = Math.floor(x);
  return x - floor >= 0.5 ? floor + 1 : floor;
}
