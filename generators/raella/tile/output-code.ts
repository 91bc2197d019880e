import { bool, struct, uint } from '../../../hdl-dsl/index.js';

/** An output of a layer on its way out. */
export const outputCode = struct({
  code: uint(8),
  /** Of the layer. */
  last: bool,
});
