import { z } from 'zod';
import { all, bits, bool, input, module, output, uint, uintBelow } from '../../../hdl-dsl/index.js';
import { layerKinds } from './layer-word.js';

/** The elements of a window that are inputs of one crossbar: firstElement + i for i < elements, on word line i. */
export const ElementRange = module({
  name: (p) => `${p.unit}_element_range`,
  comment: 'The elements of a window that are inputs of one crossbar.',
  params: z.object({ unit: z.string(), rows: z.int().min(1) }),
  ports: (p) => ({
    write: input(bool, 'a word of the layer for this crossbar'),
    kind: input(uint(3)),
    data: input(bits(16)),
    element: input(uint(16)),
    takes: output(bool, 'the element is one of these'),
    row: output(uintBelow(p.rows), 'on this word line'),
  }),
  build(m, { rows }, io) {
    const { firstElement, elements } = m.regs({
      firstElement: uint(16, { reset: 0 }),
      elements: uint(10, { reset: 0 }),
    });
    m.when(io.write, () =>
      m.switch(io.kind, {
        [layerKinds.firstElement]: () => firstElement.next(io.data.asUInt()),
        [layerKinds.elements]: () => elements.next(io.data.truncate(10).asUInt()),
      }),
    );
    const { wordLine } = m.wires({ wordLine: io.element.sub(firstElement) });
    io.takes.drive(all(wordLine.msb().not(), wordLine.lt(elements.toSigned())));
    io.row.drive(wordLine.asUInt().wrap(uintBelow(rows).width));
  },
});
