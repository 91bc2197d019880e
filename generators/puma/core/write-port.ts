import { machineGeometry } from '../../../config/puma/geometry.js';
import { bits, bool, input, literal, module, output, uint, uintUpTo } from '../../../hdl-dsl/index.js';
import { machineParams } from './machine-params.js';

/** The one write port of the registers: for the clearing sweep after reset, for instructions, and while the core stands
 *  still for the configuration port. */
export const WritePort = module({
  name: (p) => `${p.name}_core_write_port`,
  comment: 'Who writes the registers: the sweep after reset, instructions, or the configuration port.',
  params: machineParams,
  ports: (p) => {
    const { addressBits, lanes } = machineGeometry(p);
    const address = uint(addressBits);
    const words = bits(16 * lanes);
    return {
      clears: input(bool, 'the sweep writes zeros'),
      clearAddress: input(address),
      running: input(bool),
      commits: input(bool, 'an instruction writes'),
      destination: input(address),
      count: input(uintUpTo(lanes), 'words'),
      mask: input(bits(lanes), 'the same, a bit for each'),
      result: input(words),
      configures: input(bool, 'the configuration port writes one word'),
      configuredAddress: input(address),
      configured: input(bits(16)),
      write: output(bool),
      writeAddress: output(address),
      writeMask: output(bits(lanes)),
      writeData: output(words),
    };
  },
  build(m, p, io) {
    const { lanes, registerAddresses } = machineGeometry(p);
    m.assert(
      'WritesStayInTheRegisters',
      io.commits.not().or(io.destination.add(io.count).le(registerAddresses)),
      'an instruction writes register addresses that are there',
    );
    m.when(io.clears, () => {
      io.write.drive(true);
      io.writeAddress.drive(io.clearAddress);
      io.writeMask.drive(literal(bits(lanes), 0).not());
      io.writeData.drive(0);
    })
      .elseWhen(io.running, () => {
        io.write.drive(io.commits);
        io.writeAddress.drive(io.destination);
        io.writeMask.drive(io.mask);
        io.writeData.drive(io.result);
      })
      .otherwise(() => {
        io.write.drive(io.configures);
        io.writeAddress.drive(io.configuredAddress);
        io.writeMask.drive(1);
        io.writeData.drive(io.configured.extend(16 * lanes));
      });
  },
});
