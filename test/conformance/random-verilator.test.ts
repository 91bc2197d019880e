import { VerilatorEngine } from '../../verilator-harness/verilator/verilator-engine.js';
import { hasTool } from '../support/tools.js';
import { describeRandom } from './describe-random.js';

// `CROSSWEAVE_LONG=1` takes many more, of another seed with `CROSSWEAVE_SEED`.
const long = process.env.CROSSWEAVE_LONG === '1';

describeRandom(new VerilatorEngine(), {
  seed: Number(process.env.CROSSWEAVE_SEED ?? 76),
  count: long ? 240 : 20,
  often: long ? 8 : 2,
  skip: !(hasTool('verilator') && hasTool('g++')),
});
