import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { precompress } from './precompress.mjs'
import { fromRoot } from './root.mjs'
import { fingerprint } from './sources.mjs'

/** Under it lib/server/ops/next-pages.ts serves what is made here. */
const URL_PATH = '/_next/static/processing/'

/** What the packages bring for browsers, by the names under which they look for each other. Every browser that runs us has SIMD. */
const PACKAGE_FILES = [
  '@jitsi/rnnoise-wasm/dist/rnnoise.wasm',
  '@twilio/video-processors/dist/build/selfie_segmentation_landscape.tflite',
  '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js',
  '@twilio/video-processors/dist/build/tflite-simd-1-0-0.wasm',
  '@twilio/video-processors/dist/build/twilio-gaussian-blur-background-processor-pipeline-worker.js',
  '@twilio/video-processors/dist/build/twilio-virtual-background-processor-pipeline-worker.js',
]

/**
 * Makes `dist/processing/` hold what works on sound and picture in the browser: the packages' files and our worklet. They lie
 * in a folder named after their contents, so that browsers may keep them for good. Needs the packages installed.
 * @returns {Promise<{ NEXT_PUBLIC_PROCESSING_PATH: string }>} the environment in which Next is to build or to serve
 */
export async function ensureProcessing() {
  const files = await Promise.all([
    bundleWorklet(),
    ...PACKAGE_FILES.map(async (path) => ({
      path: basename(path),
      content: await readFile(fromRoot('node_modules', path)),
    })),
  ])
  const version = fingerprint(files).slice(0, 16)
  const folder = fromRoot('dist', 'processing')
  if (!existsSync(`${folder}/${version}`)) {
    // What is broken off must not pass for a whole one.
    const making = fromRoot('dist', `processing-${process.pid}`)
    await mkdir(`${making}/${version}`, { recursive: true })
    await Promise.all(files.map(({ path, content }) => writeFile(`${making}/${version}/${path}`, content)))
    await precompress(making)
    await rm(folder, { recursive: true, force: true })
    await rename(making, folder)
  }
  return { NEXT_PUBLIC_PROCESSING_PATH: `${URL_PATH}${version}/` }
}

/** An audio worklet is a script of its own, which Next does not make. */
async function bundleWorklet() {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [fromRoot('lib', 'browser', 'sound', 'noise-worklet.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    tsconfig: fromRoot('tsconfig.json'),
    logLevel: 'warning',
  })
  return { path: 'noise-worklet.js', content: outputFiles[0]?.text ?? '' }
}
