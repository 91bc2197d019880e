import { VerilatorEngine } from '../../verilator-harness/verilator/verilator-engine.js';
import { hasTool } from '../support/tools.js';
import { configurations } from './configurations.js';
import { describeEngine } from './describe-engine.js';

describeEngine(new VerilatorEngine(), configurations, { skip: !(hasTool('verilator') && hasTool('g++')) });
