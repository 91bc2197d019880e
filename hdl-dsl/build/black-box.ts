import type { BlackBox, SourceRef } from '../ir/index.js';
import { mainClock } from '../names/clock-pins.js';
import { groundName } from '../nodes/ground.js';
import { ClockScope, type ClockSpecs } from './clocks.js';
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
  /** Its clock domains, where it has other ones than these pins. */
  readonly clocks?: ClockSpecs;
}

/** A black box with the keys of its clock domains. */
export interface SharedBlackBox {
  readonly box: BlackBox;
  readonly clocks: ClockScope;
}

/** Makes the black box, or takes the one made before under its name. Reports CW-E008 where their pins differ. */
export function sharedBlackBox(
  known: Map<string, SharedBlackBox>,
  spec: BlackBoxSpec<PortSpecs>,
  source: (key: string) => SourceRef,
): SharedBlackBox {
  const clocks = new ClockScope(spec.module, spec.clocks, source(''));
  const box: BlackBox = Object.freeze({
    kind: 'black-box',
    name: spec.module,
    ports: flatPorts(spec.ports, clocks, source),
    clocks: clocks.pins(spec.clocked ?? true),
  });
  const made: SharedBlackBox = { box, clocks };
  const before = known.get(spec.module);
  if (before === undefined) {
    known.set(spec.module, made);
    return made;
  }
  if (signature(before.box) === signature(box)) return before;
  report({
    code: 'CW-E008',
    message: `black box \`${spec.module}\` is used with different pins`,
    expected: signature(before.box),
    actual: signature(box),
    hint: 'one module name has one set of pins; declare them once and share the object',
    source: source(''),
  });
  return made;
}

function signature(box: BlackBox): string {
  const first = box.clocks[0] ?? mainClock;
  const pins = box.ports.map((p) => {
    const clock = p.clock === 'asynchronous' ? p.clock : p.clock.name;
    const domain = clock === first.name ? '' : ` in ${clock}`;
    return `${p.direction} ${p.name}: ${groundName(p.type)}${domain}`;
  });
  const clocks = box.clocks.map((c) =>
    c === mainClock ? 'clocked' : `clocked by ${c.name} (${c.reset} reset)`,
  );
  return [...clocks, ...pins].join(', ');
}
