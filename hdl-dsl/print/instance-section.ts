import type { Instance } from '../ir/index.js';
import { portName } from './module-names.js';
import type { PrintContext } from './print-context.js';

/** One instance with its connections by name. */
export function instanceSection(context: PrintContext, instance: Instance): string[] {
  const { names, usage, inlined } = context;
  const { of } = instance;
  const parameters = Object.entries(instance.parameters).map(([key, value]) => `.${key}(${value})`);
  const isClocked = of.clocks.length > 0;
  const pins = [
    ...(isClocked ? ['.clk_i', '.rst_ni'] : []),
    ...instance.ports.map((port) => {
      if (port.direction === 'input') usage.mark(names.read(port), 0, port.type.width);
      return `.${portName(port)}(${inlined.get(port) ?? names.read(port)})`;
    }),
  ];
  const name = context.nameOfModule(instance);
  const head = parameters.length === 0 ? name : `${name} #(${parameters.join(', ')})`;
  return [
    `  ${head} ${names.instance(instance.name)} (`,
    ...pins.map((pin, i) => `    ${pin}${i + 1 < pins.length ? ',' : ''}`),
    '  );',
  ];
}
