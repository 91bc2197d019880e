import { VerilatorEngine } from '../../../verilator-harness/verilator/verilator-engine.js';
import { hasTool } from '../../support/tools.js';
import { noise } from '../configuration-of.js';
import { describeMacros } from './describe-macros.js';
import type { MacroConfig } from './macro-case.js';
import { layers, layersOf, styles, together, wide } from './macro-configurations.js';

/** A style without any layer, with each of its layers alone, and with all of them. */
const batches = Object.entries(styles).map(([style, make], k): [string, MacroConfig[]] => [
  style,
  [
    make(`${style}_ideal`),
    ...layersOf[style]!.map((layer) => make(`${style}_${layer}`, noise({ seed: 40 + k, ...layers[layer]! }))),
    make(`${style}_all`, together(style, 70 + k)),
  ],
]);

const singly = wide.map((config): [string, MacroConfig[]] => [config.name, [config]]);

describeMacros(new VerilatorEngine(), Object.fromEntries([...batches, ...singly]), {
  skip: !(hasTool('verilator') && hasTool('g++')),
});
