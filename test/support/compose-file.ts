/**
 * Reads the part of YAML that docker-compose.yml is written in: maps by indentation, flow lists in JSON,
 * scalars, anchors on maps and `<<` merges. Anything else is an error, so the file cannot outgrow its test.
 */
export type Yaml = string | readonly string[] | YamlMap
export interface YamlMap {
  readonly [key: string]: Yaml
}

interface Line {
  readonly indent: number
  readonly key: string
  readonly value: string
  readonly number: number
}

export function readComposeFile(text: string): YamlMap {
  const anchors = new Map<string, YamlMap>()
  const lines = text.split('\n').flatMap((raw, index): Line[] => {
    if (/^\s*(#.*)?$/.test(raw)) return []
    const match = /^( *)([\w.-]+|<<):(?: +(.*))?$/.exec(raw.trimEnd())
    if (!match) throw new Error(`docker-compose.yml line ${index + 1} is not understood: ${raw}`)
    return [{ indent: match[1]?.length ?? 0, key: match[2] ?? '', value: match[3] ?? '', number: index + 1 }]
  })
  const [map, end] = readMap(lines, 0, 0, anchors)
  if (end !== lines.length)
    throw new Error(`docker-compose.yml line ${lines[end]?.number} is indented wrongly`)
  return map
}

function readMap(
  lines: readonly Line[],
  start: number,
  indent: number,
  anchors: Map<string, YamlMap>,
): [YamlMap, number] {
  const map: Record<string, Yaml> = {}
  let at = start
  for (let line = lines[at]; line && line.indent === indent; line = lines[at]) {
    const anchor = /^&(\S+)$/.exec(line.value)?.[1]
    const next = lines[at + 1]
    if (line.key === '<<') {
      const merged = anchors.get(line.value.replace(/^\*/, ''))
      if (!merged) throw new Error(`docker-compose.yml line ${line.number} merges an unknown anchor`)
      Object.assign(map, { ...merged, ...map })
      at += 1
    } else if ((line.value === '' || anchor !== undefined) && next && next.indent > indent) {
      const [inner, end] = readMap(lines, at + 1, next.indent, anchors)
      map[line.key] = inner
      if (anchor !== undefined) anchors.set(anchor, inner)
      at = end
    } else {
      map[line.key] = readScalar(line)
      at += 1
    }
  }
  return [map, at]
}

function readScalar({ value, number }: Line): Yaml {
  if (/^[["]/.test(value)) {
    try {
      return JSON.parse(value)
    } catch {
      throw new Error(`docker-compose.yml line ${number} is not understood: ${value}`)
    }
  }
  return value
}

/** The inner map or list, or an error that names the path. */
export function mapAt(map: YamlMap, ...path: string[]): YamlMap {
  const found = at(map, path)
  if (typeof found !== 'object' || isList(found))
    throw new Error(`docker-compose.yml has no map at ${path.join('.')}`)
  return found
}

export function listAt(map: YamlMap, ...path: string[]): readonly string[] {
  const found = at(map, path)
  if (typeof found !== 'object' || !isList(found))
    throw new Error(`docker-compose.yml has no list at ${path.join('.')}`)
  return found
}

const isList = (value: Yaml): value is readonly string[] => Array.isArray(value)

function at(map: YamlMap, path: readonly string[]): Yaml | undefined {
  return path.reduce<Yaml | undefined>(
    (inner, key) => (typeof inner === 'object' && !isList(inner) ? inner[key] : undefined),
    map,
  )
}
