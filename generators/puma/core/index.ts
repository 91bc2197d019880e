export { PumaCore } from './core.js';
