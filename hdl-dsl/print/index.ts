export { printDesign } from './print-design.js';
export { type PrintedPort, printedPorts } from './printed-ports.js';
