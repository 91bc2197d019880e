import { CrossweaveError } from '../../base/crossweave-error.js';

/** The error that an action throws or rejects with.
 *  @throws {Error} where it does neither, or throws something else */
export async function caught(action: () => unknown): Promise<CrossweaveError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof CrossweaveError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
