import { machineGeometry } from '../../../config/puma/geometry.js';
import { bool, module, output, uint, uintBelow } from '../../../hdl-dsl/index.js';
import { machineParams } from './machine-params.js';

/** Clears XbarIn, XbarOut, the general registers and the program after reset, as many words a cycle as there are lanes, and
 *  an instruction a cycle. */
export const Sweep = module({
  name: (p) => `${p.name}_core_sweep`,
  comment: 'Clears the registers and the program after reset.',
  params: machineParams,
  ports: (p) => {
    const { addressBits, instructions } = machineGeometry(p);
    return {
      clears: output(bool, 'registers from address up, and the instruction at index'),
      address: output(uint(addressBits)),
      out: output(bool, 'XbarOut instead of XbarIn'),
      index: output(uintBelow(instructions)),
      cleared: output(bool, 'it is over'),
    };
  },
  build(m, p, io) {
    const { addressBits, lanes, registerAddresses, instructions } = machineGeometry(p);
    // Registers twice, as XbarIn and as XbarOut; what is cleared again stays clear.
    const cycles = Math.max((2 * registerAddresses) / lanes, instructions);
    const { count, address, out, cleared } = m.regs({
      count: uintBelow(cycles, { reset: 0 }),
      address: uint(addressBits, { reset: 0 }),
      out: bool({ reset: false }),
      cleared: bool({ reset: false }),
    });
    m.when(cleared.not(), () => {
      count.next(count.addWrap(1));
      cleared.next(count.eq(cycles - 1));
      address.next(address.addWrap(lanes));
      m.when(address.eq(registerAddresses - lanes), () => {
        address.next(0);
        out.next(out.not());
      });
    });
    io.clears.drive(cleared.not());
    io.address.drive(address);
    io.out.drive(out);
    io.index.drive(count.wrap(io.index.width));
    io.cleared.drive(cleared);
  },
});
