export { planeOffsets, driveSums } from './offsets';
export { tables8, tables16, tables32 } from './tables';
export { codes8, codes8x8 } from './codes8';
export { codes16 } from './codes16';
export { sums32, sumsFromCodes } from './sums';
export { outputsFromSums, packInputs, products, narrow } from './outputs';
export { speculativeCodes, speculativeSums } from './speculation';
