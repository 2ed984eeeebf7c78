/** The import directions of docs/architecture.md, read from the sources themselves. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.tsx?$/.test(file.name))
    .map((file) => relative(root, join(file.parentPath, file.name)))
}

function importsOf(file: string): Import[] {
  const { module, errors } = parseSync(file, readFileSync(join(root, file), 'utf8'))
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const statics = module.staticImports.map((entry) => ({
    to: entry.moduleRequest.value,
    typeOnly: entry.entries.length > 0 && entry.entries.every((e) => e.isType),
  }))
  const exports = module.staticExports.flatMap((entry) =>
    entry.entries.flatMap((e) =>
      e.moduleRequest ? [{ to: e.moduleRequest.value, typeOnly: e.isType }] : [],
    ),
  )
  return [...statics, ...exports].map(({ to, typeOnly }) => ({
    from: file,
    to: to.startsWith('.') ? normalize(join(dirname(file), to)) : to,
    typeOnly,
  }))
}

const files = ['src', 'adapters', 'workers', 'bin'].flatMap(sources)
const imports = files.flatMap(importsOf)
const under = (folder: string) => (entry: Import) => entry.from.startsWith(`${folder}/`)
const show = (entry: Import) => `${entry.from} -> ${entry.to}`
const isPackage = (to: string) =>
  !to.includes('/') || to.startsWith('@') || to.startsWith('node:') || /^[a-z][\w.-]*\//.test(to)
const isLocal = (to: string) => /^(src|adapters|workers|bin)\//.test(to)

/** Imports of `folder` that point at none of the allowed places. */
function strays(folder: string, allowed: readonly string[]): string[] {
  return imports
    .filter(under(folder))
    .filter(
      ({ to }) =>
        !allowed.some((place) => to === place || to.startsWith(place.endsWith('/') ? place : `${place}/`)),
    )
    .map(show)
}

function owners(name: string): string[] {
  return [
    ...new Set(imports.filter(({ to }) => to === name || to.startsWith(`${name}/`)).map(({ from }) => from)),
  ]
}

describe('import directions', () => {
  it('sees the sources it judges', () => {
    expect(files.length).toBeGreaterThan(60)
    expect(imports.filter(({ to }) => isLocal(to)).length).toBeGreaterThan(150)
    expect(imports.filter(({ to }) => isPackage(to) && !isLocal(to)).length).toBeGreaterThan(20)
  })

  it('keeps the design core to itself and zod', () => {
    expect(strays('src/design', ['src/design', 'zod'])).toEqual([])
  })

  it('keeps clock, randomness, environment and promises out of the design core', () => {
    const impure = files
      .filter((file) => file.startsWith('src/design/'))
      .filter((file) =>
        /\b(Date\.now|new Date|Math\.random|process\.|await |async |performance\.)/.test(
          readFileSync(join(root, file), 'utf8').replace(
            /\/\*[\s\S]*?\*\/|\/\/.*$|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/gm,
            '',
          ),
        ),
      )
    expect(impure).toEqual([])
  })

  it('lets messages know the design, the transcript and the chat contract only', () => {
    expect(
      strays('src/messages', ['src/messages', 'src/design', 'src/chat', 'src/architect/architect.js']),
    ).toEqual([])
  })

  it('lets pictures know the design and the words for it', () => {
    const packages = ['@resvg/resvg-js', 'node:fs', 'node:module', 'src/errors.js']
    expect(strays('src/pictures', ['src/pictures', 'src/design', 'src/messages', ...packages])).toEqual([])
  })

  it('lets the architect know the design and nothing else', () => {
    expect(strays('src/architect', ['src/architect', 'src/design'])).toEqual([])
  })

  it('keeps src free of adapters, workers and bin, and those apart', () => {
    expect(
      imports
        .filter(under('src'))
        .filter(({ to }) => /^(adapters|workers|bin)\//.test(to))
        .map(show),
    ).toEqual([])
    expect(
      imports
        .filter(under('adapters'))
        .filter(({ to }) => /^(workers|bin)\//.test(to))
        .map(show),
    ).toEqual([])
    const posting = ['adapters/registry.js']
    expect(
      imports
        .filter(under('workers'))
        .filter(({ to }) => /^(adapters|bin)\//.test(to) && !posting.includes(to))
        .map(show),
    ).toEqual([])
  })

  it('gives each package one owner', () => {
    expect(owners('bullmq')).toEqual(['src/queue/bullmq.ts'])
    expect(owners('@resvg/resvg-js')).toEqual(['src/pictures/render-png.ts'])
    expect(owners('pino')).toEqual(['src/log.ts'])
    // Slack's requests come in by the program's own server.
    for (const file of owners('hono')) expect(file).toMatch(/^adapters\/(\w+\.ts$|web\/|slack\/app\.ts$)/)
    for (const name of ['@slack/bolt', '@slack/web-api'])
      for (const file of owners(name)) expect(file).toMatch(/^adapters\/slack\//)
    for (const file of owners('commander')) expect(file).toMatch(/^bin\//)
  })

  it('builds Redis connections only where things are wired', () => {
    const values = imports.filter(({ to, typeOnly }) => to === 'ioredis' && !typeOnly).map(({ from }) => from)
    for (const file of values)
      expect(file).toMatch(
        /^(src\/redis\/|adapters\/main\.ts|workers\/main\.ts|src\/session\/connection\.ts)/,
      )
  })

  it('reads the environment in the settings and the programs only', () => {
    const readers = files.filter((file) => /\bprocess\.env\b/.test(readFileSync(join(root, file), 'utf8')))
    for (const file of readers) expect(file).toMatch(/^(src\/config\.ts|bin\/)/)
  })
})
