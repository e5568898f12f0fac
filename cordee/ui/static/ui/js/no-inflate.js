/* Stands for fflate, which pmtiles.js imports for browsers without DecompressionStream: none that has
   WebGL 2 and import maps is one of them, and the library would weigh more than the reader itself. */
export function decompressSync() {
  throw new Error("This browser has no DecompressionStream.");
}
