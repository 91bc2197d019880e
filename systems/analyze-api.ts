import type { ProgressEvent } from './api.js';

export interface AnalyzeOptions {
  /** Parsed JSON, the name of a preset, or the path of a JSON file. */
  readonly config: unknown;
  /** `path=value` texts that change the configuration. */
  readonly settings?: readonly string[];
  /** The design's folder, by default `out/<name>`; what is found goes to a run's folder in it. */
  readonly out?: string;
  /** Name of a workload, or the path of a workload file where the configuration is of `puma-mvmu`. */
  readonly workload: string;
  /** Images of a network, or input vectors of another workload. */
  readonly vectors?: number;
  /** Of a synthetic layer, and of `random`: 0 .. 2^32 - 1. */
  readonly seed?: number;
  readonly onProgress?: (event: ProgressEvent) => void;
}

/** How many bits the exact column sums need under one strategy. */
export interface SumResolution {
  readonly strategy: string;
  /** Sums by the bits they need, from 0 up; a sign counts. */
  readonly counts: readonly number[];
  /** Bits that hold them all. */
  readonly bits: number;
  /** Share that the ADC converts without loss. */
  readonly fits: number;
  /** The thesis's figure for ResNet18. */
  readonly published?: number;
}

/** What the ADCs gave in one step, slice by slice, high bits of the weights first. */
export interface StepSaturation {
  readonly pass: number;
  /** Number within the pass. */
  readonly step: number;
  readonly kind: 'speculation' | 'recovery' | 'plain';
  /** Bits of the input. */
  readonly high: number;
  readonly low: number;
  /** Columns of one slice, over all vectors. */
  readonly columns: number;
  readonly converts: readonly number[];
  /** Codes at the end of the range, or beyond it, among those converted. */
  readonly atBounds: readonly number[];
  /** The same, had every column been converted; of 1-bit steps. */
  readonly wouldSaturate?: readonly number[];
}

/** One part of the energy of a layer. */
export interface EnergyLine {
  readonly group: string;
  readonly what: string;
  /** fJ a multiply-accumulate. */
  readonly perMac: number;
}

export interface LayerAnalysis {
  readonly name: string;
  /** Weights of a dot product, and outputs. */
  readonly rows: number;
  readonly outputs: number;
  readonly vectors: number;
  readonly macs: number;
  /** Widths of the weight slices, high bits first. */
  readonly slicing: readonly number[];
  readonly crossbars: number;
  /** Shares of word lines, and of cell columns, that hold weights. */
  readonly rowUtilisation: number;
  readonly columnUtilisation: number;
  readonly sums: readonly SumResolution[];
  readonly steps: readonly StepSaturation[];
  readonly convertsPerMac: number;
  readonly energy: readonly EnergyLine[];
  /** Additions that left the 16 bits of a psum; absent where psums are exact. */
  readonly overflows?: number;
  /** Against the layer in exact integers, on the same inputs: mean of |difference| in output codes where the expected
   *  code is not that of 0, and the share of outputs that are equal. Absent where there is no such layer. */
  readonly error?: { readonly mean: number; readonly equal: number };
}

/** One of the setups that lead from ISAAC to RAELLA. */
export interface SetupConverts {
  readonly name: string;
  /** Where all rows are used, with the failures found here. */
  readonly fullRows: number;
  /** With the rows, slices and failures of this workload. */
  readonly here: number;
  /** The thesis's figure, for all rows. */
  readonly published: number;
  /** ADC energy a multiply-accumulate of `here`, fJ, and its change over the setup before. */
  readonly adcPerMac: number;
  readonly change?: number;
}

/** Energy of the same layers on one architecture. */
export interface ArchitectureEnergy {
  readonly name: string;
  readonly convertsPerMac: number;
  readonly energy: readonly EnergyLine[];
  /** fJ */
  readonly perMac: number;
  /** Energy of ISAAC-8b over this, and the thesis's figure: of whole networks, their geometric mean. */
  readonly overIsaac: number;
  readonly published: number;
}

export interface AnalyzeResult {
  /** Name of the configuration. */
  readonly config: string;
  readonly system: string;
  readonly summary: string;
  readonly workload: string;
  readonly vectors: number;
  readonly seed?: number;
  readonly adcBits: number;
  readonly layers: readonly LayerAnalysis[];
  /** All layers together. */
  readonly total: {
    readonly macs: number;
    readonly sums: readonly SumResolution[];
    readonly convertsPerMac: number;
    readonly energy: readonly EnergyLine[];
    /** fJ */
    readonly perMac: number;
    /** Derivation of `perMac`, down to what is printed or counted. */
    readonly derivation: string;
    readonly rowUtilisation: number;
    readonly columnUtilisation: number;
  };
  /** Of speculative steps the share of columns that do not fail; of 1-bit steps the share that saturates or would, over
   *  all columns. Absent where nothing speculates. */
  readonly speculation?: { readonly success: number; readonly recoverySaturation: number };
  /** Absent where there is no RAELLA crossbar. */
  readonly setups?: readonly SetupConverts[];
  readonly architectures?: readonly ArchitectureEnergy[];
  /** Fractions of right classes, where the workload has labels: in floating point, in exact integers (8-bit
   *  networks), on the crossbars. */
  readonly accuracy?: { readonly float: number; readonly integer?: number; readonly crossbars: number };
  /** Wall time. */
  readonly seconds: number;
  readonly out: string;
  /** The run's folder, and the page in it. */
  readonly run: string;
  readonly report: string;
  readonly warnings: readonly string[];
}
