import { IcarusEngine } from '../../../verilator-harness/icarus/icarus-engine.js';
import { hasTool } from '../../support/tools.js';
import { describeMacros } from './describe-macros.js';
import { edges, styles } from './macro-configurations.js';

const ideal = Object.entries(styles).map(([style, make]) => make(`${style}_ideal`));

describeMacros(
  new IcarusEngine(),
  Object.fromEntries([...ideal, ...edges].map((config) => [config.name, [config]])),
  { skip: !hasTool('iverilog') },
);
