/** The few files pages load, read once at start. A fixed table of names: no path from a request reaches the disk. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export interface StaticFile {
  readonly content: string
  readonly mediaType: string
  readonly version: string
}

const here = (name: string) => new URL(`./static/${name}`, import.meta.url)
const resolve = createRequire(import.meta.url).resolve

const css = 'text/css; charset=utf-8'
const script = 'text/javascript; charset=utf-8'

/** In the order pages load them: later ones build on earlier ones. */
export const stylesheets = [
  'look.css',
  'frame.css',
  'home.css',
  'message.css',
  'table.css',
  'forms.css',
  'thread.css',
] as const

const sources: Readonly<Record<string, { readonly file: string | URL; readonly mediaType: string }>> = {
  ...Object.fromEntries(stylesheets.map((name) => [name, { file: here(name), mediaType: css }])),
  'chat.js': { file: here('chat.js'), mediaType: script },
  'outline.js': { file: here('outline.js'), mediaType: script },
  'htmx.js': { file: resolve('htmx.org/dist/htmx.min.js'), mediaType: script },
  'htmx-sse.js': { file: resolve('htmx.org/dist/ext/hx-sse.min.js'), mediaType: script },
  'mark.svg': { file: here('mark.svg'), mediaType: 'image/svg+xml' },
}

export function loadStaticFiles(): ReadonlyMap<string, StaticFile> {
  return new Map(
    Object.entries(sources).map(([name, { file, mediaType }]) => {
      const content = readFileSync(file, 'utf8')
      const version = createHash('sha256').update(content).digest('hex').slice(0, 12)
      return [name, { content, mediaType, version }]
    }),
  )
}

/** The address of a static file; its version is part of it, so browsers may keep it for good. */
export function assetUrl(files: ReadonlyMap<string, StaticFile>, name: string): string {
  const file = files.get(name)
  if (!file) throw new RangeError(`Expected one of ${[...files.keys()].join(', ')}. Received: ${name}`)
  return `/static/${name}?v=${file.version}`
}
