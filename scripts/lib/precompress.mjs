import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** Past it the highest quality takes seconds, and saves a twentieth. */
const LARGE_BYTES = 1_000_000

/**
 * Puts a `.br` and a `.gz` beside every script, style sheet, WebAssembly and model under the folder, as small as they get: made once, they
 * cost no request anything. lib/server/ops/static-files.ts serves them.
 * @param {string} folder
 */
export async function precompress(folder) {
  const files = await readdir(folder, { recursive: true })
  const compressible = files
    .filter((file) => /\.(js|css|wasm|tflite)$/.test(file))
    .map((file) => join(folder, file))
  await Promise.all(
    compressible.map(async (file) => {
      const content = await readFile(file)
      const [brotli, gzipped] = await Promise.all([
        toBrotli(content, {
          params: {
            [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
            [constants.BROTLI_PARAM_QUALITY]: content.length > LARGE_BYTES ? 9 : 11,
          },
        }),
        toGzip(content, { level: constants.Z_BEST_COMPRESSION }),
      ])
      await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, gzipped)])
    }),
  )
}
