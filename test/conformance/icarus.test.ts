import { IcarusEngine } from '../../verilator-harness/icarus/icarus-engine.js';
import { hasTool } from '../support/tools.js';
import { configurations } from './configurations.js';
import { describeEngine } from './describe-engine.js';

/** An interpreter takes its time: a few small ones that differ in all that the macro can do. */
const few = [
  'one',
  'one_pair',
  'ragged_flip',
  'drop_low_pair',
  'half_even_saturate',
  'array_one',
  'array_ragged',
  'mixed_xnor',
  'mixed_multibit',
  'mixed_serial',
  'mixed_ramp',
  'raella_narrow',
  'raella_one_group',
];

describeEngine(
  new IcarusEngine(),
  configurations.filter(({ name }) => few.includes(name)),
  { skip: !hasTool('iverilog') },
);
