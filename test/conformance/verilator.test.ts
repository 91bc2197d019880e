import { VerilatorEngine } from '../../verilator-harness/verilator/verilator-engine.js';
import { hasTool } from '../support/tools.js';
import { configurations } from './configurations.js';
import { describeEngine } from './describe-engine.js';
import { layersAlone } from './layer-configurations.js';

const built = configurations.filter((config) => !layersAlone.includes(config));

describeEngine(new VerilatorEngine(), built, { skip: !(hasTool('verilator') && hasTool('g++')) });
