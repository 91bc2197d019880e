export { GoldenTile, type TileRun } from './golden-tile.js';
