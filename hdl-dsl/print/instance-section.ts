import type { Instance } from '../ir/index.js';
import { clockPins, hasResetPins } from '../names/clock-pins.js';
import { portName } from '../names/wanted-names.js';
import type { PrintContext } from './print-context.js';

/** One instance with its connections by name. */
export function instanceSection(context: PrintContext, instance: Instance): string[] {
  const { names, usage, inlined } = context;
  const { of } = instance;
  const parameters = Object.entries(instance.parameters).map(([key, value]) => `.${key}(${value})`);
  const pins = [
    ...of.clocks.flatMap((domain) => {
      const outside = instance.clocks[domain.name];
      if (outside === undefined) throw new Error(`\`${instance.name}\` has no clock for \`${domain.name}\``);
      const [inner, outer] = [clockPins(domain), clockPins(outside)];
      const pins = hasResetPins(of) ? (['clock', 'reset'] as const) : (['clock'] as const);
      return pins.map((pin) =>
        inner[pin] === outer[pin] ? `.${inner[pin]}` : `.${inner[pin]}(${outer[pin]})`,
      );
    }),
    ...instance.ports.map((port) => {
      if (port.direction === 'input') usage.mark(names.read(port), 0, port.type.width);
      return `.${portName(port)}(${inlined.get(port) ?? names.read(port)})`;
    }),
  ];
  const name = context.nameOfModule(instance);
  const head = parameters.length === 0 ? name : `${name} #(${parameters.join(', ')})`;
  return [
    context.locate(`  ${head} ${names.instance(instance.name)} (`, instance.source),
    ...pins.map((pin, i) => `    ${pin}${i + 1 < pins.length ? ',' : ''}`),
    '  );',
  ];
}
