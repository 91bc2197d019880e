import type { Bits, ModuleBuilder } from '../index.js';
import { atMostOne } from './one-hot.js';

/** What every arbiter keeps to. */
export function assertGrant(m: ModuleBuilder, request: Bits, grant: Bits): void {
  if (grant.width > 1) m.assert('GrantIsOneHot', atMostOne(grant), 'at most one request is granted');
  m.assert('GrantWasRequested', grant.and(request.not()).eq(0), 'only a request is granted');
  m.assert('RequestIsGranted', grant.ne(0).or(request.eq(0)), 'where there are requests, one is granted');
}
