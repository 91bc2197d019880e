import { type Figure, printed } from '../figure.js';

/** An architecture as the thesis prints it, to compare with. Nothing is computed from it. */
export interface PublishedArchitecture {
  readonly name: string;
  /** Networks that have to be trained again. Source: thesis, Table 2.4. */
  readonly retrains: boolean;
  readonly figures: readonly Figure[];
}

const of = (source: string) => (what: string, value: number, unit: string) =>
  printed(what, value, unit, `thesis, ${source}`);
const setup = of('section 7.1');
const tiles = of('section 6.1');
const models = of('section 6.1.2');
const accuracy = of('Table 6.1');
const versusIsaac = of('section 6.3');

/** Energy of ISAAC-8b over that of RAELLA, geometric means, as printed. */
export const publishedEfficiency = {
  withoutSpeculation: versusIsaac('efficiency over ISAAC without speculation, geometric mean', 2.8, ''),
  speculation: versusIsaac('efficiency over ISAAC, geometric mean', 3.9, ''),
} as const;

/** ISAAC-8b, FORMS and TIMELY as points of comparison, and RAELLA's own. Efficiency and throughput of FORMS and TIMELY
 *  are only in the bars of Fig. 6-2, of which we have no numbers. Accuracy drops are in points; negative is a gain. */
export const publishedArchitectures: readonly PublishedArchitecture[] = [
  {
    name: 'ISAAC-8b',
    retrains: false,
    figures: [
      setup('rows', 128, ''),
      setup('columns', 128, ''),
      setup('weight slices', 4, ''),
      setup('input slices', 8, ''),
      setup('resolution of the ADC', 8, 'bits'),
      of('section 7.2')('converts a MAC', 0.25, ''),
      tiles('tiles in 600 mm2, 32 nm', 1024, ''),
      models('efficiency and throughput over the original ISAAC, about', 4, ''),
      of('section 2.7')('area of ADCs over crossbars, original ISAAC', 50, ''),
    ],
  },
  {
    name: 'FORMS',
    retrains: true,
    figures: [
      of('section 2.10')('rows in use together', 8, ''),
      tiles('tiles in 600 mm2, 32 nm', 1024, ''),
      models('efficiency and throughput over the original FORMS, about', 2, ''),
      accuracy('accuracy drop, ResNet18', 0.62, 'points'),
      accuracy('accuracy drop, ResNet50', 0.7, 'points'),
    ],
  },
  {
    name: 'TIMELY',
    retrains: true,
    figures: [
      tiles('technology', 65, 'nm'),
      of('section 2.7')('area of ADCs over crossbars', 5, ''),
      accuracy('accuracy drop, ResNet18, at most', 0.1, 'points'),
      accuracy('accuracy drop, ResNet50, at most', 0.1, 'points'),
    ],
  },
  {
    name: 'RAELLA',
    retrains: false,
    figures: [
      tiles('tiles in 600 mm2, 32 nm', 743, ''),
      of('section 7.2')('converts a MAC', 0.018, ''),
      publishedEfficiency.speculation,
      versusIsaac('efficiency over ISAAC, largest', 4.9, ''),
      publishedEfficiency.withoutSpeculation,
      versusIsaac('throughput over ISAAC, geometric mean', 2.0, ''),
      versusIsaac('throughput over ISAAC, largest', 3.3, ''),
      versusIsaac('throughput over ISAAC without speculation, geometric mean', 2.7, ''),
      accuracy('accuracy drop, ResNet18', 0.06, 'points'),
      accuracy('accuracy drop, ResNet50', -0.08, 'points'),
    ],
  },
];

const ablated = of('section 7.2');

/** Converts a MAC of the four setups of the ablation, as printed. */
export const publishedConvertsPerMac: readonly Figure[] = [0.25, 0.063, 0.047, 0.018].map((value) =>
  ablated('converts a MAC', value, ''),
);

/** ADC energy of the last two setups over the one before, as printed. */
export const publishedAdcSavings = {
  adaptiveSlicing: ablated('change of ADC energy, adaptive slicing, about', -0.25, ''),
  speculation: ablated('change of ADC energy, speculation', -0.6, ''),
} as const;

const resolutions = of('section 3.2 to 3.4, text on Fig. 3-1');

/** Shares of column sums that a 7-bit ADC converts without loss, ResNet18 on 512 rows, strategy by strategy, as printed. */
export const publishedFits: readonly Figure[] = [
  resolutions('share of sums within 7 bits, unsigned 4b x 4b', 0.02, ''),
  resolutions('share of sums within 7 bits, Center+Offset', 0.592, ''),
  resolutions('share of sums within 7 bits, adaptive slicing', 0.821, ''),
  resolutions('share of sums within 7 bits, speculation', 0.98, ''),
  resolutions('share of sums within 7 bits, recovery', 0.999, ''),
];

const speculated = of('section 4.3');

/** What the thesis measured of speculation. */
export const publishedSpeculation = {
  failureRate: speculated('share of columns that fail, about', 0.02, ''),
  recoveryConverts: speculated('recovery converts a column, about', 0.3, ''),
  savedConverts: speculated('converts saved, about', 0.6, ''),
  /** Unsigned 4b x 4b slices on 512 rows. */
  baselineSumBits: of('chapter 3, text on Fig. 3-1')('bits of the column sums', 17, 'bits'),
} as const;
