import type { PhasedConfig } from '../../config/systems.js';
import type { CosimResult } from '../api.js';
import type { Markup } from './markup.js';

/** Everything that the report page of a run shows. */
export interface ReportData {
  readonly config: PhasedConfig;
  readonly result: CosimResult;
  /** What the timing table compares. */
  readonly timing: {
    /** Clocks from start to done of one product, as measured or as the generator states; absent where it varies. */
    readonly cyclesPerVector?: number;
    /** Clocks of the same product in the paper, where it says. */
    readonly paperCycles?: number;
  };
  /** Counts of column sums by value, all ADCs and steps together, before the ADC. */
  readonly histogram?: Histogram;
  readonly digits?: readonly DigitCard[];
  /** The modules of the top level, drawn from the netlist. */
  readonly modules?: Markup;
  /** State machines of the design as Mermaid diagrams. */
  readonly machines?: readonly { readonly name: string; readonly text: string }[];
  /** Signals around the first divergence. */
  readonly waveform?: Waveform;
}

export interface Histogram {
  /** Column sum of the first bin. */
  readonly least: number;
  /** Column sums that one bin spans. */
  readonly binWidth: number;
  readonly counts: readonly number[];
  /** Least and largest sum that the ADC can tell. */
  readonly range: { readonly least: number; readonly most: number };
  /** Fraction 0..1 of the conversions whose sum is outside the range. */
  readonly saturated: number;
}

/** One classified image. */
export interface DigitCard {
  /** 8 x 8 brightnesses 0..16, row-major. */
  readonly pixels: readonly number[];
  /** Ten scores, in any one unit. */
  readonly scores: readonly number[];
  readonly label: number;
  /** The class that the RTL found. */
  readonly predicted: number;
}

export interface Waveform {
  readonly fromCycle: number;
  readonly toCycle: number;
  /** Cycle of the divergence, marked with a line. */
  readonly markCycle?: number;
  readonly signals: readonly WaveSignal[];
}

export interface WaveSignal {
  readonly name: string;
  /** Bits. */
  readonly width: number;
  /** Value from each cycle on; the first at or before `fromCycle`. `x` is unknown. */
  readonly changes: readonly { readonly cycle: number; readonly value: number | bigint | 'x' }[];
}
