export { assembleFile, assembleText } from './assemble.js';
export { disassemble } from './disassemble.js';
export { decodeWord, type Unit } from './instruction.js';
export { disassembleWord } from './instruction-text.js';
export { loadProgram } from './load-program.js';
export { parseImage, readImage } from './read-image.js';
export { imageText } from './write-image.js';
