export { GoldenSignedArray, type SignedArrayOptions, type SignedArrayRun } from './golden-signed-array.js';
