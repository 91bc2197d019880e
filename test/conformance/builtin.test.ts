import { BuiltinEngine } from '../../verilator-harness/builtin/builtin-engine.js';
import { configurations } from './configurations.js';
import { describeEngine } from './describe-engine.js';
import { describeRandom } from './describe-random.js';

describeEngine(new BuiltinEngine(), configurations);

describeRandom(new BuiltinEngine(), { seed: Number(process.env.CROSSWEAVE_SEED ?? 21), count: 80, often: 2 });
