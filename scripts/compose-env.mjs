/** Writes .env for docker compose with a random WEB_CHAT_TOKEN, once; an .env that has one is left alone. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), '.env')
const before = existsSync(file) ? readFileSync(file, 'utf8') : ''

if (/^WEB_CHAT_TOKEN=.+$/m.test(before)) {
  console.log(`${file} has a WEB_CHAT_TOKEN already; nothing changed.`)
} else {
  const kept = before.replace(/^WEB_CHAT_TOKEN=\s*$\n?/m, '')
  const gap = kept === '' || kept.endsWith('\n') ? '' : '\n'
  writeFileSync(file, `${kept}${gap}WEB_CHAT_TOKEN=${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
  console.log(`Wrote a random WEB_CHAT_TOKEN into ${file}. Next: docker compose up --build`)
  console.log('Then open http://127.0.0.1:3000 and sign in with that token.')
}
