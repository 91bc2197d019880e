import { bool, struct } from '../../../hdl-dsl/index.js';

/** Sticky flags, in the order of the debug port. */
export const flags = struct({
  overflow: bool({ reset: false }),
  divide: bool({ reset: false }),
  domain: bool({ reset: false }),
});
