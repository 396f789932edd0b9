import { readFileSync } from 'node:fs'

/** @returns The bytes of a file that a package brings for browsers, by its path in node_modules. */
export function readPackageFile(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`../../node_modules/${path}`, import.meta.url)))
}
