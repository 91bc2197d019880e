import type { BlackBox, SourceRef } from '../ir/index.js';
import { mainClock } from '../names/clock-pins.js';
import { groundName } from '../nodes/ground.js';
import { flatPorts } from './instances.js';
import type { PortSpecs } from './ports.js';
import { report } from './report.js';

/** A module written elsewhere, instantiated with numeric SystemVerilog parameters. Its outputs change at clock
 *  edges only. */
export interface BlackBoxSpec<P extends PortSpecs> {
  /** Name of the SystemVerilog module. */
  readonly module: string;
  readonly ports: P;
  readonly parameters?: Readonly<Record<string, number>>;
  /** Has the pins `clk_i` and `rst_ni`; default true. */
  readonly clocked?: boolean;
}

/** Makes the black box, or takes the one made before under its name. Reports CW-E008 where their pins differ. */
export function sharedBlackBox(
  known: Map<string, BlackBox>,
  spec: BlackBoxSpec<PortSpecs>,
  source: (key: string) => SourceRef,
): BlackBox {
  const made: BlackBox = Object.freeze({
    kind: 'black-box',
    name: spec.module,
    ports: flatPorts(spec.ports, source),
    clocks: Object.freeze((spec.clocked ?? true) ? [mainClock] : []),
  });
  const before = known.get(spec.module);
  if (before === undefined) {
    known.set(spec.module, made);
    return made;
  }
  if (signature(before) === signature(made)) return before;
  report({
    code: 'CW-E008',
    message: `black box \`${spec.module}\` is used with different pins`,
    expected: signature(before),
    actual: signature(made),
    hint: 'one module name has one set of pins; declare them once and share the object',
    source: source(''),
  });
  return made;
}

function signature(box: BlackBox): string {
  const pins = box.ports.map((p) => `${p.direction} ${p.name}: ${groundName(p.type)}`);
  return [...(box.clocks.length > 0 ? ['clocked'] : []), ...pins].join(', ');
}
