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

const sources = {
  'look.css': { file: here('look.css'), mediaType: 'text/css; charset=utf-8' },
  'frame.css': { file: here('frame.css'), mediaType: 'text/css; charset=utf-8' },
  'message.css': { file: here('message.css'), mediaType: 'text/css; charset=utf-8' },
  'forms.css': { file: here('forms.css'), mediaType: 'text/css; charset=utf-8' },
  'thread.css': { file: here('thread.css'), mediaType: 'text/css; charset=utf-8' },
  'chat.js': { file: here('chat.js'), mediaType: 'text/javascript; charset=utf-8' },
  'outline.js': { file: here('outline.js'), mediaType: 'text/javascript; charset=utf-8' },
  'mark.svg': { file: here('mark.svg'), mediaType: 'image/svg+xml' },
  'htmx.js': { file: resolve('htmx.org/dist/htmx.min.js'), mediaType: 'text/javascript; charset=utf-8' },
  'htmx-sse.js': {
    file: resolve('htmx.org/dist/ext/hx-sse.min.js'),
    mediaType: 'text/javascript; charset=utf-8',
  },
} as const

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
