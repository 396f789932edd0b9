import { readFileSync, writeFileSync } from 'node:fs'
import { completePlatforms } from './lib/lock-platforms.mjs'
import { fromRoot } from './lib/root.mjs'

// Run after changing a dependency; see "Dependencies" in CONTRIBUTING.md.
const path = fromRoot('package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const packages = completePlatforms(lock.packages)
const added = Object.keys(packages).length - Object.keys(lock.packages).length
writeFileSync(path, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
console.log(`package-lock.json: ${added} platform packages added`)
