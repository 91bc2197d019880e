import type { Finding } from '../build/report.js';
import type { Module } from '../ir/index.js';

const least = -(2 ** 31);
const most = 2 ** 31 - 1;

/** Parameters of black boxes are printed as numbers of SystemVerilog type `int`. CW-E048. Parameters of modules are
 *  checked by their schemas before anything is built. */
export function checkParameters(module: Module): readonly Finding[] {
  return module.instances.flatMap(({ name, of, parameters, source }) =>
    Object.entries(parameters)
      .filter(([, value]) => !Number.isInteger(value) || value < least || value > most)
      .map(([key, value]) => ({
        code: 'CW-E048' as const,
        subject: name,
        message: `parameter \`${key}\` of instance \`${name}\` of \`${of.name}\` is out of range`,
        expected: `an integer from ${least} to ${most}`,
        actual: String(value),
        hint: 'SystemVerilog parameters of type `int` have 32 bits; pass wider values through ports',
        source,
      })),
  );
}
